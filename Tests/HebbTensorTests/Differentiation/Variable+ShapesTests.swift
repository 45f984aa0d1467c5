import HebbTensor
import Testing

@Suite("Variable, shapes")
struct VariableShapesTests {
  @Test("Gradients of reshaped, transposed and permuted variables")
  func gradients() {
    expectGradients(at: [normal([2, 6])]) { $0[0].reshaped([3, 4]) * $0[0].reshaped([4, 3]).transposed() }
    expectGradients(at: [normal([3, 5])]) { $0[0].transposed() }
    expectGradients(at: [normal([2, 3, 4])]) { $0[0].permuted([2, 0, 1]) }
    expectGradients(at: [normal([2, 3, 4])]) { $0[0].permuted([-1, 1, 0]) * $0[0].permuted([2, 1, 0]) }
    expectGradients(at: [normal([])]) { $0[0].permuted([]).reshaped([1, 1]) }
    expectGradients(at: [normal([0, 3])]) { $0[0].transposed().reshaped([0]) }
  }

  @Test("A transposed matrix has rows and columns exchanged")
  func transposed() {
    let x = Variable(Tensor(shape: [2, 3], elements: [1, 2, 3, 4, 5, 6]))
    #expect(x.transposed().value == Tensor(shape: [3, 2], elements: [1, 4, 2, 5, 3, 6]))
  }
}
