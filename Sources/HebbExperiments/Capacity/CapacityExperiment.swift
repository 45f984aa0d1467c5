import HebbMemories
import HebbSupport
public import HebbTensor

/// Measured capacities of associative memories beside what theory expects.
public struct CapacityExperiment: Sendable, Encodable {
  /// Of the Hopfield networks.
  public let units: Int
  /// Flips before the recall from Hopfield networks.
  public let noise: Float
  public let trials: Int
  public let seed: UInt64
  /// Of Hopfield networks with each learning rule.
  public let loads: [LoadCurve]
  /// Of dense memories with each energy.
  public let growth: [CapacityGrowth]

  /// - Parameters:
  ///   - units: of the Hopfield networks.
  ///   - noise: the probability of a flip before the recall from them.
  ///   - trials: draws of patterns for each load.
  ///   - largest: the most patterns that a dense memory stores.
  ///   - progress: told how many of how many measurements are done, and what is measured next.
  /// - Throws: `Problem` if a setting makes no sense.
  public init(
    units: Int, noise: Float, trials: Int, largest: Int, seed: UInt64, parallel: Parallel = Parallel(),
    progress: (_ completed: Int, _ total: Int, _ next: String) -> Void = { _, _, _ in }
  ) throws {
    guard units >= 2, trials >= 1, largest >= 10 else {
      throw Problem(
        "\(units) units, \(trials) trials and at most \(largest) patterns measure no capacity",
        advice: "Give at least 2 units, 1 trial and 10 patterns.")
    }
    guard (0...0.5).contains(noise) else {
      throw Problem("\(noise) is no share of flips", at: "--noise", advice: "Choose from 0 to 0.5.")
    }
    let rules = HopfieldLearning.allCases
    let interactions = CapacityGrowth.interactions
    let total =
      rules.reduce(0) { $0 + LoadCurve.loads(of: $1).count }
      + interactions.reduce(0) { $0 + CapacityGrowth.sizes(of: $1, largest: largest).count }
    var completed = 0
    func advance(_ name: String, by step: Int = 1) {
      completed += step
      progress(completed, total, name)
    }
    loads = try rules.map { rule in
      advance(rule.rawValue, by: 0)
      return try LoadCurve.measure(
        rule, units: units, noise: noise, trials: trials, seed: seed, parallel: parallel
      ) { advance(rule.rawValue) }
    }
    growth = try interactions.map { interaction in
      let name = CapacityGrowth.name(of: interaction)
      advance(name, by: 0)
      return try CapacityGrowth.measure(interaction, largest: largest, seed: seed, parallel: parallel) { advance(name) }
    }
    (self.units, self.noise, self.trials, self.seed) = (units, noise, trials, seed)
  }
}
