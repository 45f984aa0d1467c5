import HebbTensor
import Testing

/// A shape that does not fit stops the program. A debug build says which shapes; an optimised one keeps no text.
@Suite("Variable, shape mistakes")
struct ShapeMistakeTests {
  @Test("Shapes that do not broadcast")
  func broadcast() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Variable(Tensor(shape: [2, 3])) + Variable(Tensor(shape: [4]))
    }
    expect(result, names: "[2, 3]", "[4]")
  }

  @Test("Matrices that do not multiply")
  func product() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Variable(Tensor(shape: [2, 3])).matmul(Variable(Tensor(shape: [2, 3])))
    }
    expect(result, names: "[2, 3] and [2, 3]")
  }

  @Test("Images and kernels with different channels")
  func convolution() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Variable(Tensor(shape: [1, 3, 8, 8])).convolved(with: Variable(Tensor(shape: [4, 2, 3, 3])))
    }
    expect(result, names: "[1, 3, 8, 8]", "[4, 2, 3, 3]")
  }

  @Test("A kernel larger than the padded image")
  func kernelTooLarge() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Variable(Tensor(shape: [1, 1, 2, 9])).unfolded(kernel: (5, 1), padding: 1)
    }
    expect(result, names: "5 × 1", "[1, 1, 2, 9]")
  }

  @Test("A replaced value of another shape")
  func replacedValue() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Variable(Tensor(shape: [2])).replacingValue(with: Tensor(shape: [1, 2]))
    }
    expect(result, names: "[1, 2]", "[2]")
  }

  @Test("The gradient of what is not a scalar, or with respect to a constant")
  func gradients() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let x = Variable(Tensor(shape: [2, 5]))
      _ = x.gradient(withRespectTo: x)
    }
    expect(result, names: "[2, 5]")
    await #expect(processExitsWith: .failure) {
      _ = Variable(Tensor(shape: [])).gradient(withRespectTo: .constant(1))
    }
  }

  @Test("A label that is not a class, and labels that are too few")
  func labels() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Variable(Tensor(shape: [1, 3])).crossEntropy(labels: [3])
    }
    expect(result, names: "label 3", "[1, 3]")
    await #expect(processExitsWith: .failure) { _ = Variable(Tensor(shape: [2, 3])).crossEntropy(labels: [0]) }
  }

  @Test("Axes, rows, ranges and parts that are not there")
  func selection() async {
    await #expect(processExitsWith: .failure) { _ = Variable(Tensor(shape: [2, 3])).sum(along: 2) }
    await #expect(processExitsWith: .failure) { _ = Variable(Tensor(shape: [2, 3])).sum(along: [1, -1]) }
    await #expect(processExitsWith: .failure) { _ = Variable(Tensor(shape: [2, 3])).rows([2]) }
    await #expect(processExitsWith: .failure) { _ = Variable(Tensor(shape: [2, 3])).slice(1..<4, along: 1) }
    await #expect(processExitsWith: .failure) { _ = Variable(Tensor(shape: [2, 3])).permuted([0, 0]) }
    await #expect(processExitsWith: .failure) { _ = Variable(Tensor(shape: [2, 0])).maximum(along: 1) }
    await #expect(processExitsWith: .failure) { _ = Variable(Tensor(shape: [])).softmax() }
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let parts = [Variable(Tensor(shape: [2, 3])), Variable(Tensor(shape: [3, 3]))]
      _ = Variable.concatenated(parts, along: 1)
    }
    expect(result, names: "[2, 3]", "[3, 3]")
  }

  private func expect(_ result: ExitTest.Result?, names: String...) {
    #if DEBUG
      let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
      for name in names { #expect(text.contains(name), "\(text)") }
    #endif
  }
}
