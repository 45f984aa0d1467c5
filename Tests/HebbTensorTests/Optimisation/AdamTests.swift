import HebbTensor
import Testing

@Suite("Adam")
struct AdamTests {
  // torch.optim.Adam([w], lr=0.1) of PyTorch 2.9.1 on w = [1, −2, 3] with the gradients [0.5, −1, 0], [0.1, 2, 0.3] and
  // [−0.7, 0, 1], step after step.
  @Test("It moves as PyTorch's does")
  func reference() {
    var optimiser = Adam(learningRate: 0.1)
    var weights = [Tensor(shape: [3], elements: [1, -2, 3])]
    let expected: [[Float]] = [
      [0.9, -1.9, 3], [0.8196959, -1.9366103, 2.9255862], [0.8348227, -1.9649103, 2.8478751],
    ]
    for (gradient, expected) in zip([[0.5, -1, 0], [0.1, 2, 0.3], [-0.7, 0, 1]] as [[Float]], expected) {
      optimiser.update(&weights, gradients: [Tensor(shape: [3], elements: gradient)])
      for i in 0..<3 { #expect(abs(weights[0][flat: i] - expected[i]) < 1e-6) }
    }
    #expect(optimiser.step == 3)
  }

  @Test("The first step has the length of the learning rate, whatever the gradient's")
  func firstStep() {
    for scale: Float in [1e-3, 1, 1e4] {
      var optimiser = Adam(learningRate: 0.01)
      var weights = [Tensor(shape: [2])]
      optimiser.update(&weights, gradients: [Tensor(shape: [2], elements: [scale, -scale])])
      #expect(abs(weights[0][flat: 0] + 0.01) < 1e-6 && abs(weights[0][flat: 1] - 0.01) < 1e-6)
    }
  }

  @Test("It finds the minimum of a badly scaled bowl")
  func bowl() {
    var optimiser = Adam(learningRate: 0.05)
    var weights = [Tensor(shape: [2], elements: [3, -4])]
    let steepness = Variable.constant(Tensor(shape: [2], elements: [1, 100]))
    for _ in 0..<2000 {
      let w = Variable(weights[0])
      optimiser.update(&weights, gradients: [(steepness * w.squared()).sum().gradient(withRespectTo: w)])
    }
    #expect(weights[0].elements.allSatisfy { abs($0) < 1e-3 })
  }

  @Test("It goes on where it was, once that is restored")
  func restored() {
    var (one, other) = (Adam(), Adam())
    var (weights, copy) = ([Tensor(shape: [2], elements: [1, -1])], [Tensor(shape: [2])])
    let gradients = [Tensor(shape: [2], elements: [0.5, 3])]
    for _ in 0..<3 { one.update(&weights, gradients: gradients) }
    other.restore(step: one.step, means: one.means, squares: one.squares)
    copy = weights
    one.update(&weights, gradients: gradients)
    other.update(&copy, gradients: gradients)
    #expect(weights == copy && one.step == other.step)
  }

  @Test("The number of threads does not matter")
  func threads() {
    func run(_ threads: Int) -> Tensor {
      var optimiser = Adam()
      var weights = [normal([70_000], "w")]
      for step in 0..<2 {
        optimiser.update(&weights, gradients: [normal([70_000], "g\(step)")], parallel: Parallel(threads: threads))
      }
      return weights[0]
    }
    #expect(run(1) == run(3))
  }
}
