import HebbTensor
import Testing

@Suite("Variable, margins")
struct VariableMarginsTests {
  @Test("The outermost rows and columns are not repeated")
  func values() {
    let x = Variable(Tensor(shape: [1, 1, 2, 3], elements: [1, 2, 3, 4, 5, 6]))
    #expect(
      x.reflected(margin: 1).value
        == Tensor(shape: [1, 1, 4, 5], elements: [5, 4, 5, 6, 5, 2, 1, 2, 3, 2, 5, 4, 5, 6, 5, 2, 1, 2, 3, 2]))
    #expect(x.reflected(margin: 0).value == x.value)
  }

  @Test("Gradients", arguments: [([2, 2, 3, 4], 1), ([1, 3, 5, 3], 2), ([1, 1, 1, 1], 0)])
  func gradients(shape: [Int], margin: Int) {
    expectGradients(at: [normal(shape)]) { $0[0].reflected(margin: margin) }
  }
}
