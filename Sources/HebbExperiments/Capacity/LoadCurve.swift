import Foundation
import HebbMemories
import HebbTensor

/// What a Hopfield network makes of random patterns, by how many it has stored.
public struct LoadCurve: Sendable, Encodable {
  public struct Point: Sendable, Encodable {
    /// Patterns for each unit, K/N.
    public let load: Double
    /// The mean over patterns of their overlap with the states that recall from them ends in.
    public let overlap: Double
  }

  public let learning: String
  public let points: [Point]
  /// The load up to which theory has patterns recalled.
  public let expectedCapacity: Double
  /// The load at which the overlap falls through 0.9, interpolated; nil if it does not.
  public let measuredCapacity: Double?

  /// Patterns whose recall is averaged, at most.
  private static let queries = 100
  /// Where recall counts as lost: at the theory's limit of Hebb's rule the overlap jumps from 0.97 to 0.35.
  private static let threshold = 0.9

  /// - Parameters:
  ///   - noise: the probability with which units of the patterns are flipped before the recall.
  ///   - trials: draws of patterns for each load.
  ///   - progress: called after each load.
  static func measure(
    _ learning: HopfieldLearning, units: Int, noise: Float, trials: Int, seed: UInt64, parallel: Parallel,
    progress: () -> Void
  ) throws -> LoadCurve {
    var points: [Point] = []
    for load in loads(of: learning) {
      let count = max(1, Int((load * Double(units)).rounded()))
      var sum = 0.0
      for trial in 0..<trials {
        var random = RandomStream(seed: seed, "capacity.load.\(count).\(trial)")
        let patterns = RandomPatterns.bipolar(count, units: units, using: &random)
        let network = try HopfieldNetwork(patterns: patterns, learning: learning, parallel: parallel)
        let width = min(queries, count) * units
        let stored = patterns.withUnsafeBufferPointer {
          Tensor(shape: [width / units, units], elements: $0.prefix(width))
        }
        let start = stored.mapped { $0 * (noise > 0 && random.uniform() < noise ? -1 : 1) }
        let settings = RecallSettings(order: .asynchronous(seed: seed), sweepLimit: 100, parallel: parallel)
        let end = try network.recall(start, settings).states
        let overlaps = Overlap.cosines(stored, end)
        sum += overlaps.reduce(0, +) / Double(overlaps.count)
      }
      points.append(Point(load: Double(count) / Double(units), overlap: sum / Double(trials)))
      progress()
    }
    return LoadCurve(
      learning: learning.rawValue, points: points, expectedCapacity: expectedCapacity(of: learning, units: units),
      measuredCapacity: crossing(of: points))
  }

  /// Loads from well below to well above the capacity.
  static func loads(of learning: HopfieldLearning) -> [Double] {
    switch learning {
    case .hebbian: [0.02, 0.05, 0.08, 0.1, 0.11, 0.12, 0.13, 0.14, 0.15, 0.16, 0.17, 0.18, 0.2, 0.25, 0.3]
    case .storkey: [0.05, 0.1, 0.15, 0.2, 0.24, 0.27, 0.3, 0.33, 0.36, 0.4, 0.45, 0.5]
    case .pseudoInverse: [0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.02, 1.06, 1.1]
    }
  }

  /// For N units: 0.138 (Amit, Gutfreund and Sompolinsky 1985), 1 / √(2 ln N) (Storkey 1997), 1 (independent patterns).
  static func expectedCapacity(of learning: HopfieldLearning, units: Int) -> Double {
    switch learning {
    case .hebbian: 0.138
    case .storkey: 1 / (2 * log(Double(max(units, 2)))).squareRoot()
    case .pseudoInverse: 1
    }
  }

  static func crossing(of points: [Point]) -> Double? {
    for (before, after) in zip(points, points.dropFirst())
    where before.overlap >= threshold && after.overlap < threshold {
      let share = (before.overlap - threshold) / (before.overlap - after.overlap)
      return before.load + share * (after.load - before.load)
    }
    return nil
  }
}
