import HebbTensor
import Testing

@Suite("Variable, matrix product")
struct VariableProductTests {
  @Test(
    "Gradients of both factors, whichever are transposed",
    arguments: [(1, 1, 1), (2, 3, 5), (7, 1, 4), (1, 5, 1), (0, 3, 2), (3, 0, 2), (3, 2, 0)],
    [(false, false), (true, false), (false, true), (true, true)])
  func gradients(size: (Int, Int, Int), transposed: (Bool, Bool)) {
    let (m, n, k) = size
    let a = normal(transposed.0 ? [k, m] : [m, k], "a")
    let b = normal(transposed.1 ? [n, k] : [k, n], "b")
    expectGradients(at: [a, b]) { $0[0].matmul($0[1], transposingA: transposed.0, transposingB: transposed.1) }
    expectGradients(at: [a, b], "added to an earlier gradient") { v in
      let product = v[0].matmul(v[1], transposingA: transposed.0, transposingB: transposed.1)
      return product.sum() + v[0].squared().sum() + v[1].squared().sum()
    }
  }

  @Test("A matrix times itself")
  func square() {
    expectGradients(at: [normal([3, 3])]) { $0[0].matmul($0[0]).matmul($0[0], transposingA: true) }
  }

  @Test("Values and gradients have the same bits for any number of threads")
  func deterministic() {
    func run(_ threads: Int) -> [Tensor] {
      let (a, b) = (Variable(normal([300, 90], "a")), Variable(normal([520, 90], "b")))
      let product = a.matmul(b, transposingB: true, parallel: Parallel(threads: threads))
      return [product.value] + product.squared().sum().gradients(withRespectTo: [a, b])
    }
    let alone = run(1)
    for threads in 2...3 { #expect(run(threads) == alone, "\(threads) threads") }
  }
}
