import HebbTensor
import Testing

@Suite("Variable, selection")
struct VariableSelectionTests {
  @Test("Gradients of rows, named once, several times or never")
  func rowGradients() {
    expectGradients(at: [normal([5, 3])]) { $0[0].rows([4, 0, 2, 0, 0]) }
    expectGradients(at: [normal([4])]) { $0[0].rows([1, 1, 3]) * $0[0].rows([0, 1, 2]) }
    expectGradients(at: [normal([3, 2, 2])]) { $0[0].rows([2, 1]) }
    expectGradients(at: [normal([3, 2])]) { $0[0].rows([]).sum() + $0[0].sum() }
    expectGradients(at: [normal([3, 0])]) { $0[0].rows([1, 2]) }
  }

  @Test("Rows come in the given order, and a repeated one gathers all its gradients")
  func rows() {
    let table = Variable(Tensor(shape: [3, 2], elements: [0, 1, 10, 11, 20, 21]))
    let rows = table.rows([2, 0, 2])
    #expect(rows.value == Tensor(shape: [3, 2], elements: [20, 21, 0, 1, 20, 21]))
    #expect(rows.sum().gradient(withRespectTo: table).elements == [1, 1, 0, 0, 2, 2])
    #expect(table.rows([]).shape == [0, 2])
  }

  @Test(
    "Gradients of slices along any axis",
    arguments: [
      ([7], 0, 2..<5), ([3, 5], 0, 1..<3), ([3, 5], 1, 4..<5), ([2, 5, 3], 1, 0..<5), ([2, 3, 4], -1, 1..<3),
    ])
  func sliceGradients(shape: [Int], axis: Int, range: Range<Int>) {
    expectGradients(at: [normal(shape)]) { $0[0].slice(range, along: axis) }
    expectGradients(at: [normal(shape)]) { v in v[0].slice(range, along: axis).sum() * v[0] }
  }

  @Test("A slice holds the elements of its range, and may be empty")
  func slice() {
    let x = Variable(Tensor(shape: [2, 3], elements: [1, 2, 3, 4, 5, 6]))
    #expect(x.slice(1..<3, along: 1).value == Tensor(shape: [2, 2], elements: [2, 3, 5, 6]))
    #expect(x.slice(1..<2, along: 0).value == Tensor(shape: [1, 3], elements: [4, 5, 6]))
    #expect(x.slice(3..<3, along: 1).shape == [2, 0])
    #expect(x.slice(2..<2, along: 0).sum().gradient(withRespectTo: x) == Tensor(shape: [2, 3]))
  }

  @Test("Gradients of concatenated variables along any axis, one of them twice")
  func concatenatedGradients() {
    expectGradients(at: [normal([2], "a"), normal([3], "b")]) { .concatenated([$0[0], $0[1], $0[0]], along: 0) }
    expectGradients(at: [normal([2, 3], "a"), normal([2, 1], "b")]) { .concatenated($0, along: 1) }
    expectGradients(at: [normal([2, 1, 3], "a"), normal([2, 2, 3], "b"), normal([2, 0, 3])]) {
      .concatenated($0, along: -2)
    }
    expectGradients(at: [normal([0, 3], "a"), normal([2, 3], "b")]) { .concatenated($0, along: 0) }
  }

  @Test("Slices of a concatenation are its parts, also with a constant among them")
  func concatenated() {
    let (a, b) = (Variable(normal([2, 3], "a")), Variable.constant(normal([2, 2], "b")))
    let joined = Variable.concatenated([a, b], along: 1)
    #expect(joined.shape == [2, 5])
    #expect(joined.slice(0..<3, along: 1).value == a.value)
    #expect(joined.slice(3..<5, along: 1).value == b.value)
    #expect(joined.sum().gradient(withRespectTo: a) == Tensor(shape: [2, 3], filledWith: 1))
    #expect(Variable.concatenated([a], along: 0).value == a.value)
  }
}
