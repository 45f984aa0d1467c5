import Foundation
public import HebbTensor

/// A dense associative memory: units that are +1 or −1, and an energy E = −Σ F(ξ·σ) that falls off steeply around every
/// pattern.
///
/// Each unit takes the value with the lower energy, σᵢ ← argmin E. With F(m) = m² this is Hopfield's network; steeper
/// functions hold many more patterns than there are units. Patterns are stored as they are: learning one is adding a row.
///
/// > Reference: D. Krotov and J. J. Hopfield, "Dense associative memory for pattern recognition", NIPS 2016,
/// > arXiv:1606.01164, eq. 3 to 6.
public struct DenseMemory: AutoassociativeMemory {
  /// ξ `[patterns, units]`
  public let patterns: Tensor
  public let interaction: DenseInteraction
  public var units: Int { patterns.shape[1] }

  let tables: OverlapTables

  /// - Parameter patterns: `[patterns, units]`, +1 or −1.
  /// - Throws: `Problem` if there are none, a value is neither +1 nor −1, or the degree is impossible.
  public init(patterns: Tensor, interaction: DenseInteraction) throws {
    try PatternCheck.bipolar(patterns, "patterns")
    try interaction.validate()
    (self.patterns, self.interaction) = (patterns, interaction)
    tables = OverlapTables(interaction, units: patterns.shape[1])
  }

  /// - Complexity: O(states · patterns · units) for a sweep, whatever the order; asynchronous ones need a copy of the
  ///   patterns.
  public func recall(_ states: Tensor, _ settings: RecallSettings) throws -> Recall {
    try PatternCheck.bipolar(states, "states", units: units)
    switch settings.order {
    case .synchronous:
      return Settling.synchronously(
        states, limit: settings.sweepLimit, { updated($0, settings.parallel) }, isSettled: { $0.elementsEqual($1) })
    case .asynchronous(let seed): return recallAsynchronously(states, seed: seed, settings)
    }
  }

  /// The energy of each state: for polynomials −N Σ F(m / N), for the exponential −log Σ exp(m), which falls and rises
  /// with −Σ exp(m) but has a size that numbers can have.
  public func energies(of states: Tensor, parallel: Parallel = Parallel()) throws -> [Double] {
    try PatternCheck.bipolar(states, "states", units: units)
    let overlaps = overlaps(of: states, parallel)
    let (rows, count, n) = (states.shape[0], patterns.shape[0], Double(units))
    return overlaps.withUnsafeBufferPointer { overlaps in
      (0..<rows).map { row in
        let m = overlaps[row * count..<(row + 1) * count]
        switch interaction {
        case .polynomial(let degree):
          return -n * m.reduce(0) { $0 + OverlapTables.power(Double($1) / n, degree) }
        case .rectifiedPolynomial(let degree):
          return -n * m.reduce(0) { $0 + OverlapTables.power(max(0, Double($1) / n), degree) }
        case .exponential:
          let most = Double(m.max() ?? 0)
          return -most - log(m.reduce(0) { $0 + exp(Double($1) - most) })
        }
      }
    }
  }

  /// m `[states, patterns]`
  func overlaps(of states: Tensor, _ parallel: Parallel) -> Tensor {
    LinearAlgebra.multiply(states, patterns, transposingB: true, parallel: parallel)
  }
}
