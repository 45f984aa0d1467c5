import Foundation
import HebbSupport
public import HebbTensor

/// The continuous modern Hopfield network: states and patterns are vectors of real numbers, and retrieval is attention.
///
///     ξ ← Xᵀ softmax(β X ξ)
///     E = −β⁻¹ log Σ exp(β xₖ·ξ) + ½ ‖ξ‖² + β⁻¹ log K + ½ M²,   M the largest length of a pattern
///
/// The energy never increases and is not negative. One update is usually enough to be as near to a pattern as β allows;
/// with a small β, states settle between patterns that are alike.
///
/// > Reference: H. Ramsauer et al., "Hopfield networks is all you need", ICLR 2021, arXiv:2008.02217, eq. 2 and 3.
public struct ContinuousMemory: AutoassociativeMemory {
  /// X `[patterns, units]`
  public let patterns: Tensor
  /// β
  public let inverseTemperature: Float
  public var units: Int { patterns.shape[1] }

  /// States that differ by less than this share of the largest value of a pattern count as equal.
  private static let tolerance: Float = 1e-5

  private let largestValue: Float

  /// - Parameter patterns: `[patterns, units]`
  /// - Throws: `Problem` if there are none, a value is not finite, or β is not positive.
  public init(patterns: Tensor, inverseTemperature: Float) throws {
    try PatternCheck.finite(patterns, "patterns")
    guard inverseTemperature > 0, inverseTemperature.isFinite else {
      throw Problem(
        "an inverse temperature of \(inverseTemperature) recalls nothing", at: "beta", advice: "Choose one above 0.")
    }
    (self.patterns, self.inverseTemperature) = (patterns, inverseTemperature)
    largestValue = patterns.withUnsafeBufferPointer { $0.reduce(0) { max($0, $1.magnitude) } }
  }

  /// All units are updated at once, as the model has it, whatever the order in the settings.
  public func recall(_ states: Tensor, _ settings: RecallSettings) throws -> Recall {
    try PatternCheck.finite(states, "states", units: units)
    let tolerance = Self.tolerance * largestValue
    return Settling.synchronously(
      states, limit: settings.sweepLimit, { updated($0, settings.parallel) },
      isSettled: { zip($0, $1).allSatisfy { abs($0 - $1) <= tolerance } })
  }

  public func energies(of states: Tensor, parallel: Parallel = Parallel()) throws -> [Double] {
    try PatternCheck.finite(states, "states", units: units)
    let (rows, count, beta) = (states.shape[0], patterns.shape[0], Double(inverseTemperature))
    let overlaps = LinearAlgebra.multiply(states, patterns, transposingB: true, parallel: parallel)
    let squares = RowSums.products(states, states)
    let constant = log(Double(count)) / beta + (RowSums.products(patterns, patterns).max() ?? 0) / 2
    return overlaps.withUnsafeBufferPointer { overlaps in
      (0..<rows).map { row in
        let m = overlaps[row * count..<(row + 1) * count]
        let most = Double(m.max() ?? 0)
        let sum = m.reduce(0) { $0 + exp(beta * (Double($1) - most)) }
        return -most - log(sum) / beta + squares[row] / 2 + constant
      }
    }
  }

  private func updated(_ states: Tensor, _ parallel: Parallel) -> Tensor {
    var shares = LinearAlgebra.multiply(states, patterns, transposingB: true, parallel: parallel)
    Softmax.apply(toRowsOf: &shares, inverseTemperature: inverseTemperature, parallel: parallel)
    return LinearAlgebra.multiply(shares, patterns, parallel: parallel)
  }
}
