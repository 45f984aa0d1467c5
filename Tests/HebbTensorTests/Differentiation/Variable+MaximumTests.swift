import HebbTensor
import Testing

@Suite("Variable, maximum")
struct VariableMaximumTests {
  @Test(
    "Gradients along any axis",
    arguments: [([1], 0), ([7], 0), ([3, 5], 0), ([3, 5], 1), ([2, 3, 4], 1), ([2, 3, 4], -1), ([2, 0], 0)])
  func gradients(shape: [Int], axis: Int) {
    // Distinct numbers, further apart than the finite differences reach.
    var random = RandomStream(seed: 3, "maximum")
    let count = shape.reduce(1, *)
    let x = Tensor(shape: shape, elements: random.permutation(of: count).map { 0.2 * Float($0) })
    expectGradients(at: [x]) { $0[0].maximum(along: axis) }
    expectGradients(at: [x]) { $0[0].maximum(along: axis, keepingAxes: true) * $0[0] }
  }

  @Test("The value is the largest element, with the axis kept or not")
  func values() {
    let x = Variable(Tensor(shape: [2, 3], elements: [1, 9, 3, -4, -2, -8]))
    #expect(x.maximum(along: 1).value == Tensor(shape: [2], elements: [9, -2]))
    #expect(x.maximum(along: 0, keepingAxes: true).value == Tensor(shape: [1, 3], elements: [1, 9, 3]))
  }

  @Test("Of equal elements the first receives the gradient")
  func ties() {
    let x = Variable(Tensor(shape: [4], elements: [1, 2, 2, 2]))
    #expect(x.maximum(along: 0).gradient(withRespectTo: x).elements == [0, 1, 0, 0])
  }

  @Test("NaN wins, so that it is not overlooked, and −∞ may be the largest")
  func extremes() {
    let x = Variable(Tensor(shape: [2, 3], elements: [1, .nan, 3, -.infinity, -.infinity, -.infinity]))
    let maximum = x.maximum(along: 1).value
    #expect(maximum[flat: 0].isNaN && maximum[flat: 1] == -.infinity)
  }
}
