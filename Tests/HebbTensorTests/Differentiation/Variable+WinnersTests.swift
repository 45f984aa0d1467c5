import HebbTensor
import Testing

@Suite("Variable, winners")
struct VariableWinnersTests {
  @Test("The k largest that are above 0 win; of equal ones the first")
  func values() {
    let x = Variable(Tensor(shape: [2, 4], elements: [1, 3, 2, 3, -1, -2, 0, 0.5]))
    #expect(x.winners(1).value.elements == [0, 1, 0, 0, 0, 0, 0, 1])
    #expect(x.winners(2).value.elements == [0, 1, 0, 1, 0, 0, 0, 1])
    #expect(x.winners(4).value.elements == [1, 1, 1, 1, 0, 0, 0, 1])
  }

  @Test(
    "The gradient is that of k softmax over the channels", arguments: [[3, 5], [2, 4, 3], [2, 3, 2, 2]], [1, 2])
  func gradient(shape: [Int], k: Int) {
    let (x, weights) = (Variable(normal(shape, "x")), Variable.constant(normal(shape, "weights")))
    let own = (x.winners(k) * weights).sum().gradient(withRespectTo: x)
    // The channels last, where softmax works.
    let order = [0] + Array(2..<shape.count) + [1]
    let soft = Float(k) * x.permuted(order).softmax()
    let expected = (soft * weights.permuted(order)).sum().gradient(withRespectTo: x)
    #expect(relativeError(own, expected) < 1e-5)
  }
}
