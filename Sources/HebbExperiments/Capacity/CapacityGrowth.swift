import Foundation
import HebbMemories
import HebbTensor

/// How many random patterns a dense memory holds, by how many units it has.
///
/// Held are patterns as long as no more than 0.36 % of their units flip in the first update: the share at which a Hopfield
/// network has its 0.138 N patterns. Theory takes the rest of the patterns for Gaussian noise and gives, for mⁿ,
///
///     K = 0.1385 Nⁿ⁻¹ / (2n − 3)!!
///
/// > Reference: D. Krotov and J. J. Hopfield, NIPS 2016, arXiv:1606.01164, eq. 5 and 6. For the exponential, 2^(N/2)
/// > patterns are sure to be held by large networks: M. Demircigil et al., J. Stat. Phys. 168 (2017), theorem 3.
public struct CapacityGrowth: Sendable, Encodable {
  public struct Point: Sendable, Encodable {
    public let units: Int
    /// Patterns that the memory holds.
    public let measured: Double
    public let expected: Double
  }

  public let interaction: String
  public let points: [Point]

  /// Of units that may flip, and z² for the z that a normal variable exceeds with this probability.
  static let errorRate = 0.0036
  private static let squaredQuantile = 7.221
  /// Units that are looked at for each estimate of the error rate: about 144 errors at the threshold.
  private static let sampleSize = 40_000
  private static let queries = 200

  static let interactions: [DenseInteraction] = [
    .polynomial(degree: 2), .polynomial(degree: 3), .polynomial(degree: 4), .exponential,
  ]

  /// - Parameters:
  ///   - largest: the most patterns that are stored; sizes of which theory expects half of that or more are left out.
  ///   - progress: called after each size.
  static func measure(
    _ interaction: DenseInteraction, largest: Int, seed: UInt64, parallel: Parallel, progress: () -> Void
  ) throws -> CapacityGrowth {
    var points: [Point] = []
    for units in sizes(of: interaction, largest: largest) {
      let expected = expectedCapacity(of: interaction, units: units)
      let measured = try capacity(
        of: interaction, units: units, near: expected, largest: largest, seed: seed, parallel: parallel)
      if let measured { points.append(Point(units: units, measured: measured, expected: expected)) }
      progress()
    }
    return CapacityGrowth(interaction: name(of: interaction), points: points)
  }

  static func sizes(of interaction: DenseInteraction, largest: Int) -> [Int] {
    let all =
      switch interaction {
      case .polynomial(degree: 2), .rectifiedPolynomial(degree: 2): [50, 100, 200, 500, 1000]
      case .polynomial(degree: 3), .rectifiedPolynomial(degree: 3): [30, 50, 100, 200, 400]
      case .polynomial, .rectifiedPolynomial: [20, 30, 50, 100, 150]
      case .exponential: [12, 16, 20, 24, 28]
      }
    return all.filter { 2 * expectedCapacity(of: interaction, units: $0) < Double(largest) }
  }

  static func expectedCapacity(of interaction: DenseInteraction, units: Int) -> Double {
    switch interaction {
    case .exponential: return exp2(Double(units) / 2)
    case .polynomial(let n), .rectifiedPolynomial(let n):
      let doubleFactorial = stride(from: 2 * n - 3, to: 1, by: -2).reduce(1.0) { $0 * Double($1) }
      return pow(Double(units), Double(n - 1)) / (doubleFactorial * squaredQuantile)
    }
  }

  static func name(of interaction: DenseInteraction) -> String {
    switch interaction {
    case .polynomial(let degree): "n = \(degree)"
    case .rectifiedPolynomial(let degree): "n = \(degree), rectified"
    case .exponential: "exponential"
    }
  }

  /// The number of patterns at which the error rate passes the threshold; nil if that is beyond `largest`.
  private static func capacity(
    of interaction: DenseInteraction, units: Int, near expected: Double, largest: Int, seed: UInt64, parallel: Parallel
  ) throws -> Double? {
    func isHeld(_ logarithm: Double) throws -> Bool {
      let count = Int(exp(logarithm).rounded())
      return try errors(of: interaction, units: units, patterns: count, seed: seed, parallel: parallel) <= errorRate
    }
    let step = log(1.5)
    var lower = log(max(2, expected))
    while lower > 0, try !isHeld(lower) { lower -= step }
    var upper = lower + step
    while try isHeld(upper) {
      (lower, upper) = (upper, upper + step)
      if upper > log(Double(largest)) { return nil }
    }
    for _ in 0..<5 {
      let middle = (lower + upper) / 2
      if try isHeld(middle) { lower = middle } else { upper = middle }
    }
    return exp((lower + upper) / 2)
  }

  /// The share of units of stored patterns that the first update flips.
  private static func errors(
    of interaction: DenseInteraction, units: Int, patterns count: Int, seed: UInt64, parallel: Parallel
  ) throws -> Double {
    let rows = min(queries, count)
    let draws = (sampleSize + rows * units - 1) / (rows * units)
    var flipped = 0
    for draw in 0..<draws {
      var random = RandomStream(seed: seed, "capacity.growth.\(units).\(draw)")
      let patterns = RandomPatterns.bipolar(count, units: units, using: &random)
      let stored = patterns.withUnsafeBufferPointer {
        Tensor(shape: [rows, units], elements: $0.prefix(rows * units))
      }
      let next = try DenseMemory(patterns: patterns, interaction: interaction)
        .recall(stored, RecallSettings(sweepLimit: 1, parallel: parallel)).states
      flipped += zip(stored.elements, next.elements).count { $0 != $1 }
    }
    return Double(flipped) / Double(draws * rows * units)
  }
}
