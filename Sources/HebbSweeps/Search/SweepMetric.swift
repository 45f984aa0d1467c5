public import HebbExperiments

/// The number that trials are compared by.
public struct SweepMetric: Sendable, Codable, Equatable {
  public enum Goal: String, Sendable, Codable, CaseIterable {
    case max, min
  }

  /// The path of a number in `run.json` (`accuracy.output`), or in the last line of `metrics.jsonl` (`last.validation`).
  public var key: String
  public var goal: Goal

  public init(_ key: String, _ goal: Goal) { (self.key, self.goal) = (key, goal) }

  /// What trials of an experiment are compared by unless the user says otherwise.
  public static func standard(for experiment: ExperimentFile) -> SweepMetric {
    switch experiment {
    case .images: SweepMetric("accuracy.output", .max)
    case .sequences: SweepMetric("last.validation", .min)
    }
  }

  /// Whether the first value is better.
  public func prefers(_ first: Double, to second: Double) -> Bool { goal == .max ? first > second : first < second }
}
