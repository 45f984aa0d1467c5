import HebbSupport

extension LinearAlgebra {
  /// Solves A X = B for a symmetric positive definite A, by Cholesky factorisation. Only one triangle of A is read.
  ///
  /// - Parameters:
  ///   - a: `[size, size]`, row-major.
  ///   - b: `[size, columns]`, row-major.
  /// - Returns: X `[size, columns]`, row-major.
  /// - Throws: `Problem` when A is not positive definite, or A or B holds a value that is not finite.
  /// - Complexity: O(size³)
  public static func solvePositiveDefinite(
    _ a: [Double], size n: Int, _ b: [Double], columns: Int
  ) throws -> [Double] {
    precondition(a.count == n * n, "\(a.count) elements are not a \(n) × \(n) matrix")
    precondition(b.count == n * columns, "\(b.count) elements are not \(columns) right sides of \(n)")
    guard a.allSatisfy(\.isFinite), b.allSatisfy(\.isFinite) else {
      throw Problem(
        "the linear system contains values that are not finite",
        advice: "Look for NaN or infinity in the features it was computed from.")
    }
    guard n > 0, columns > 0 else { return b }
    var factor = a
    var solutions = transposed(b, rows: n, columns: columns)
    let info = factor.withUnsafeMutableBufferPointer { factor in
      solutions.withUnsafeMutableBufferPointer { solutions in
        BLAS.solvePositiveDefinite(factor.baseAddress!, solutions.baseAddress!, n: n, columns: columns)
      }
    }
    guard info == 0 else {
      throw Problem(
        "the matrix is not positive definite: its leading \(info) × \(info) part is singular or worse",
        advice: "Use a larger penalty, or remove features that are constant or copies of others.")
    }
    return transposed(solutions, rows: columns, columns: n)
  }

  private static func transposed(_ matrix: [Double], rows: Int, columns: Int) -> [Double] {
    var result = [Double](repeating: 0, count: matrix.count)
    for row in 0..<rows {
      for column in 0..<columns { result[column * rows + row] = matrix[row * columns + column] }
    }
    return result
  }
}
