import HebbSupport
import HebbTensor
import Testing

@Suite("LinearAlgebra, positive definite systems")
struct LinearAlgebraCholeskyTests {
  @Test("The solution satisfies the system", arguments: [(1, 1), (2, 3), (20, 1), (65, 7)])
  func solves(size: (Int, Int)) throws {
    let (n, columns) = size
    var random = RandomStream(seed: 5, "cholesky")
    let x = (0..<n * n).map { _ in Double(random.normal()) }
    var matrix = [Double](repeating: 0, count: n * n)
    LinearAlgebra.multiply(x, x, into: &matrix, rows: n, columns: n, inner: n, transposingA: true)
    for index in 0..<n { matrix[index * n + index] += 1 }
    let b = (0..<n * columns).map { _ in Double(random.normal()) }
    let solution = try LinearAlgebra.solvePositiveDefinite(matrix, size: n, b, columns: columns)
    for row in 0..<n {
      for column in 0..<columns {
        let sum = (0..<n).reduce(0.0) { $0 + matrix[row * n + $1] * solution[$1 * columns + column] }
        #expect(abs(sum - b[row * columns + column]) < 1e-9)
      }
    }
  }

  @Test("A singular matrix is refused, and the advice says what to do")
  func singular() {
    let problem = #expect(throws: Problem.self) {
      try LinearAlgebra.solvePositiveDefinite([1, 1, 1, 1], size: 2, [1, 2], columns: 1)
    }
    #expect(problem?.what.contains("not positive definite") == true)
    #expect(problem?.advice?.contains("penalty") == true)
  }

  @Test("An indefinite matrix is refused")
  func indefinite() {
    #expect(throws: Problem.self) {
      try LinearAlgebra.solvePositiveDefinite([1, 0, 0, -1], size: 2, [1, 2], columns: 1)
    }
  }

  @Test("NaN and infinity are refused, in the matrix and in the right sides", arguments: [Double.nan, .infinity])
  func notFinite(value: Double) {
    #expect(throws: Problem.self) {
      try LinearAlgebra.solvePositiveDefinite([1, 0, 0, value], size: 2, [1, 2], columns: 1)
    }
    #expect(throws: Problem.self) {
      try LinearAlgebra.solvePositiveDefinite([1, 0, 0, 1], size: 2, [1, value], columns: 1)
    }
  }
}
