import HebbTensor

/// The linear map that is right for as many pairs as there can be: W = Yᵀ (Xᵀ)⁺, X⁺ the Moore–Penrose inverse.
///
/// > Reference: T. Kohonen, "Self-Organization and Associative Memory" (1984), section 6.4.
enum PseudoInverse {
  /// Eigenvalues below this share of the largest belong to combinations of inputs that vanish.
  private static let cutoff = 1e-10

  /// The map with the least squares error ‖W x − y‖² over all pairs, and of those the smallest.
  ///
  /// - Parameters:
  ///   - inputs: X `[pairs, inputs]`
  ///   - outputs: Y `[pairs, outputs]`
  /// - Returns: W `[outputs, inputs]`
  /// - Throws: `Problem` if the iteration for the eigenvalues does not converge.
  /// - Complexity: O(min(pairs, inputs)³) beside three products
  static func map(from inputs: Tensor, to outputs: Tensor, parallel: Parallel) throws -> Tensor {
    let (pairs, width, height) = (inputs.shape[0], inputs.shape[1], outputs.shape[1])
    let (x, y) = (inputs.elements.map(Double.init), outputs.elements.map(Double.init))
    func product(
      _ a: [Double], _ b: [Double], _ m: Int, _ n: Int, _ k: Int, transposingA: Bool = false, transposingB: Bool = false
    ) -> [Double] {
      var c = [Double](repeating: 0, count: m * n)
      LinearAlgebra.multiply(
        a, b, into: &c, rows: m, columns: n, inner: k, transposingA: transposingA, transposingB: transposingB,
        parallel: parallel)
      return c
    }
    var weights: [Double]
    if pairs <= width {  // W = Yᵀ (X Xᵀ)⁺ X
      let inverse = try inverted(product(x, x, pairs, pairs, width, transposingB: true), pairs, parallel)
      let dual = product(y, inverse, height, pairs, pairs, transposingA: true)
      weights = product(dual, x, height, width, pairs)
    } else {  // W = Yᵀ X (Xᵀ X)⁺
      let inverse = try inverted(product(x, x, width, width, pairs, transposingA: true), width, parallel)
      let correlation = product(y, x, height, width, pairs, transposingA: true)
      weights = product(correlation, inverse, height, width, width)
    }
    return Tensor(shape: [height, width], elements: weights.map { Float($0) })
  }

  /// The Moore–Penrose inverse of a symmetric matrix without negative eigenvalues.
  private static func inverted(_ matrix: [Double], _ n: Int, _ parallel: Parallel) throws -> [Double] {
    let (values, vectors) = try LinearAlgebra.symmetricEigen(matrix, size: n)
    let smallest = (values.last ?? 0) * cutoff
    var scaled = vectors
    for row in 0..<n {
      let factor = values[row] > smallest ? 1 / values[row] : 0
      for column in 0..<n { scaled[row * n + column] *= factor }
    }
    var inverse = [Double](repeating: 0, count: n * n)
    LinearAlgebra.multiply(
      scaled, vectors, into: &inverse, rows: n, columns: n, inner: n, transposingA: true, parallel: parallel)
    return inverse
  }
}
