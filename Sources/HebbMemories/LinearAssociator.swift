public import HebbTensor

/// One layer of linear units that answers inputs with the outputs they were paired with: y = W x.
///
/// Learned by Hebb's rule, W = Σ y xᵀ / ‖x‖², the answers are right if the inputs are orthogonal; otherwise each mixes in
/// the outputs of similar inputs (crosstalk). The pseudo-inverse W = Yᵀ (Xᵀ)⁺ is right whenever the inputs are linearly
/// independent.
///
/// > Reference: J. A. Anderson, "A simple neural network generating an interactive memory", Math. Biosci. 14 (1972);
/// > T. Kohonen, "Correlation matrix memories", IEEE Trans. Comput. C-21 (1972), doi:10.1109/TC.1972.5008975; and
/// > T. Kohonen and M. Ruohonen, "Representation of associated data by matrix operators", C-22 (1973), for the
/// > pseudo-inverse.
public struct LinearAssociator: Sendable {
  public enum Learning: String, Sendable, CaseIterable {
    case hebbian
    case pseudoInverse = "pseudo-inverse"
  }

  /// W `[outputs, inputs]`
  public let weights: Tensor

  /// - Parameters:
  ///   - inputs: `[pairs, inputs]`
  ///   - outputs: `[pairs, outputs]`
  /// - Throws: `Problem` if the shapes do not make pairs, or a value is not finite.
  public init(inputs: Tensor, outputs: Tensor, learning: Learning, parallel: Parallel = Parallel()) throws {
    try PatternCheck.finite(inputs, "inputs")
    try PatternCheck.finite(outputs, "outputs")
    try PatternCheck.paired(inputs, outputs)
    switch learning {
    case .hebbian:
      let width = inputs.shape[1]
      let factors = inputs.withUnsafeBufferPointer { x in
        (0..<inputs.shape[0]).map { row -> Float in
          let square = x[row * width..<(row + 1) * width].reduce(0.0) { $0 + Double($1) * Double($1) }
          return square > 0 ? Float(1 / square) : 0
        }
      }
      weights = LinearAlgebra.multiply(
        outputs, inputs.scalingRows(by: factors), transposingA: true, parallel: parallel)
    case .pseudoInverse:
      weights = try PseudoInverse.map(from: inputs, to: outputs, parallel: parallel)
    }
  }

  /// The answers `[samples, outputs]` to inputs `[samples, inputs]`.
  ///
  /// - Throws: `Problem` if the shape is wrong, or a value is not finite.
  public func recall(_ inputs: Tensor, parallel: Parallel = Parallel()) throws -> Tensor {
    try PatternCheck.finite(inputs, "inputs", units: weights.shape[1])
    return LinearAlgebra.multiply(inputs, weights, transposingB: true, parallel: parallel)
  }
}
