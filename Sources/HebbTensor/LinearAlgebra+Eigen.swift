import HebbSupport

extension LinearAlgebra {
  /// Eigenvalues and orthonormal eigenvectors of a symmetric matrix (divide and conquer).
  ///
  /// Only one triangle of the matrix is read. The sign of each eigenvector is arbitrary.
  ///
  /// - Parameter matrix: `[n, n]`
  /// - Returns: the values in ascending order, and the vectors `[n, n]`, of which row i belongs to value i.
  /// - Throws: `Problem` when an element is not finite, or the iteration does not converge.
  /// - Complexity: O(n³), with 2n² elements of workspace
  public static func symmetricEigen(_ matrix: Tensor) throws -> (values: [Float], vectors: Tensor) {
    let n = matrix.shape.first ?? 0
    precondition(matrix.shape == [n, n], "shape \(matrix.shape) is not a square matrix")
    try require(finite: matrix.withUnsafeBufferPointer { $0.allSatisfy(\.isFinite) }, size: n)
    var vectors = matrix
    var values = [Float](repeating: 0, count: n)
    guard n > 0 else { return (values, vectors) }
    let info = vectors.withUnsafeMutableBufferPointer { vectors in
      values.withUnsafeMutableBufferPointer { values in
        BLAS.symmetricEigen(vectors.baseAddress!, values.baseAddress!, n: n)
      }
    }
    try require(converged: info == 0)
    return (values, vectors)
  }

  /// The same in double precision, for matrices whose small eigenvalues matter: single precision knows them only to
  /// about 10⁻⁷ of the largest.
  ///
  /// - Parameter matrix: `[size, size]`, row-major.
  public static func symmetricEigen(_ matrix: [Double], size n: Int) throws -> (values: [Double], vectors: [Double]) {
    precondition(matrix.count == n * n, "\(matrix.count) elements are not a \(n) × \(n) matrix")
    try require(finite: matrix.allSatisfy(\.isFinite), size: n)
    var vectors = matrix
    var values = [Double](repeating: 0, count: n)
    guard n > 0 else { return (values, vectors) }
    let info = vectors.withUnsafeMutableBufferPointer { vectors in
      values.withUnsafeMutableBufferPointer { values in
        BLAS.symmetricEigen(vectors.baseAddress!, values.baseAddress!, n: n)
      }
    }
    try require(converged: info == 0)
    return (values, vectors)
  }

  private static func require(finite: Bool, size: Int) throws {
    guard size <= BLAS.largestEigenproblem else {
      throw Problem(
        "an eigenproblem of \(size) dimensions is larger than LAPACK can address (\(BLAS.largestEigenproblem))",
        advice: "Use smaller images, or patches.")
    }
    guard finite else {
      throw Problem(
        "the matrix to decompose contains values that are not finite",
        advice: "Look for NaN or infinity in the data it was computed from.")
    }
  }

  private static func require(converged: Bool) throws {
    guard converged else {
      throw Problem(
        "the eigenvalue iteration did not converge", advice: "Look for extremely large values in the data.")
    }
  }
}
