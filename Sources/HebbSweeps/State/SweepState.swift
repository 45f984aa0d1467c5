/// How far a sweep has come: its `state.json`, which workers change one at a time.
public struct SweepState: Sendable, Codable, Equatable {
  /// One of a trial's runs.
  public struct Run: Sendable, Codable, Equatable {
    /// What was measured at each of the points where trials are compared, as far as the run has come.
    public var values: [Double] = []
    /// Who is at work on it.
    public var worker: String?
    /// Why it failed.
    public var problem: String?
    /// How many workers have died at work on it since it last came to a point of comparison.
    public var deaths = 0
  }

  public struct Trial: Sendable, Codable, Equatable {
    /// The point that its runs have reached or go to; nil if it has not begun.
    public var target: Int?
    /// Given up, because it is worse than others were.
    public var isStopped = false
    /// One for each seed.
    public var runs: [Run]

    /// Why it failed.
    public var problem: String? { runs.lazy.compactMap(\.problem).first }
    public var hasFailed: Bool { problem != nil }

    /// At how many points all its runs have been measured.
    public var reached: Int { runs.map(\.values.count).min() ?? 0 }

    /// The mean over the seeds at a point; nil if not all of them have reached it.
    public func value(at rung: Int) -> Double? {
      guard rung >= 0, reached > rung else { return nil }
      return runs.reduce(0) { $0 + $1.values[rung] } / Double(runs.count)
    }

    /// Standard deviation of the mean over the seeds; nil for a single one.
    public func standardError(at rung: Int) -> Double? {
      guard let mean = value(at: rung), runs.count > 1 else { return nil }
      let squares = runs.reduce(0) { $0 + ($1.values[rung] - mean) * ($1.values[rung] - mean) }
      return (squares / Double(runs.count - 1) / Double(runs.count)).squareRoot()
    }
  }

  /// A trial came to a point of comparison.
  public struct Result: Sendable, Codable, Equatable {
    public var trial: Int
    public var rung: Int
    public var value: Double
  }

  /// A part of a run: up to a point of comparison.
  public struct Task: Sendable, Equatable {
    public var trial: Int
    /// The place of its seed in the list of seeds.
    public var run: Int
    public var rung: Int
  }

  public var trials: [Trial]
  /// In the order in which they came.
  public var results: [Result] = []
  /// No task is given out any more, until the sweep is resumed.
  public var isCancelled = false
  /// Why no task is given out any more, ever.
  public var problem: String?

  public init(trials: Int, seeds: Int) {
    self.trials = Array(repeating: Trial(runs: Array(repeating: Run(), count: seeds)), count: trials)
  }

  /// Who is at work.
  public var workers: Set<String> { Set(trials.flatMap { $0.runs.compactMap(\.worker) }) }
}
