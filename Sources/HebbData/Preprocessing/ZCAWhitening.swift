import HebbSupport
public import HebbTensor

/// Whitening that changes the data as little as possible (zero-phase component analysis).
///
/// M = E (D + ε)^(−1/2) Eᵀ, with E the eigenvectors and D the eigenvalues of the covariance; M x has the identity as its
/// covariance, and of all such x' it is nearest to x.
///
/// Eigenvalues are found in double precision: ε is some 10⁻⁷ of the largest eigenvalue of natural images, which is all
/// that single precision resolves.
///
/// > Reference: A. J. Bell, T. J. Sejnowski, "The 'independent components' of natural scenes are edge filters", Vision
/// > Research 37 (1997), doi:10.1016/S0042-6989(97)00121-1; A. Krizhevsky, "Learning multiple layers of features from
/// > tiny images" (2009), appendix A.
public enum ZCAWhitening {
  /// The whitening matrix of a covariance.
  ///
  /// - Parameters:
  ///   - covariance: `[size, size]`, row-major, positive semidefinite (small negative eigenvalues count as rounding).
  ///   - epsilon: added to each eigenvalue; above 0.
  /// - Returns: `[size, size]`, symmetric.
  /// - Throws: `Problem` when ε is not above 0 or the covariance not finite.
  public static func matrix(
    covariance: [Double], size: Int, epsilon: Double, parallel: Parallel = Parallel()
  ) throws -> Tensor {
    guard epsilon > 0, epsilon.isFinite else {
      throw Problem(
        "the whitening constant \(epsilon) is not a positive number", at: "epsilon",
        advice: "Use a small positive value such as 0.001.")
    }
    var (values, vectors) = try LinearAlgebra.symmetricEigen(covariance, size: size)
    // M = Fᵀ F with F = (D + ε)^(−1/4) Eᵀ: one symmetric product.
    for row in 0..<size {
      let factor = 1 / (max(values[row], 0) + epsilon).squareRoot().squareRoot()
      for column in 0..<size { vectors[row * size + column] *= factor }
    }
    var matrix = [Double](repeating: 0, count: size * size)
    LinearAlgebra.multiply(
      vectors, vectors, into: &matrix, rows: size, columns: size, inner: size, transposingA: true, parallel: parallel)
    return Tensor(shape: [size, size], elements: matrix.map { Float($0) })
  }

  /// The whitening matrix of the rows of `data`, which are taken as centred already.
  ///
  /// C = XᵀX / d. The sum over the n rows is divided by their dimension d and not by n, as Miconi does; the
  /// scale of the result and the weight of ε depend on n therefore.
  ///
  /// - Parameter data: X `[n, d]`
  /// - Returns: `[d, d]`
  public static func matrix(rows data: Tensor, epsilon: Double, parallel: Parallel = Parallel()) throws -> Tensor {
    precondition(data.shape.count == 2, "shape \(data.shape) is not a matrix")
    let dimension = data.shape[1]
    var sums = GramAccumulator(columns: dimension)
    sums.add(data.elements.map { Double($0) }, count: data.shape[0], parallel: parallel)
    return try matrix(
      covariance: sums.gram.map { $0 / Double(dimension) }, size: dimension, epsilon: epsilon, parallel: parallel)
  }
}
