import HebbTensor
import Testing

@Suite("Variable, values of channels")
struct VariableChannelsTests {
  @Test(
    "Values and gradients are those of a difference with broadcasting", arguments: [[3, 4], [2, 3, 5], [2, 1, 3, 2]])
  func difference(shape: [Int]) {
    let inputs = [normal(shape, "x"), normal([shape[1]], "offsets")]
    expectGradients(at: inputs) { $0[0].subtractingPerChannel($0[1]) }
    expectGradients(at: inputs, "added to others") { v in
      v[0].subtractingPerChannel(v[1]).sum() + v[0].squared().sum() + v[1].squared().sum()
    }
    let axes = [1, shape[1]] + shape.dropFirst(2).map { _ in 1 }
    let broadcast = Variable(inputs[0]) - Variable(inputs[1]).reshaped(axes)
    #expect(Variable(inputs[0]).subtractingPerChannel(Variable(inputs[1])).value == broadcast.value)
  }
}
