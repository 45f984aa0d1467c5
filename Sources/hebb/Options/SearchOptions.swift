import ArgumentParser
import HebbExperiments
import HebbSupport
import HebbSweeps

/// What a sweep tries, and what it compares.
struct SearchOptions: ParsableArguments {
  enum Goal: String, ExpressibleByArgument, CaseIterable {
    case max, min
  }

  @Option(
    help: ArgumentHelp(
      "Try each of these values; several grids are multiplied.", discussion: "May be given several times.",
      valueName: "key=value,value"))
  var grid: [String] = []

  @Option(
    help: ArgumentHelp(
      "Draw values: log:LEAST:GREATEST, uniform:LEAST:GREATEST, int:LEAST:GREATEST, or choice:A,B,C.",
      discussion: "May be given several times.", valueName: "key=how"))
  var random: [String] = []

  @Option(help: ArgumentHelp("How many combinations are tried, where values are drawn.", valueName: "n"))
  var trials: Int?

  @Option(
    help: ArgumentHelp(
      "Train each combination with this many seeds, counted up from --seed (default: 1).", valueName: "n"))
  var seeds: Int?

  @Flag(help: "Asynchronous successive halving: all begin with a small part, only the best of each part go on.")
  var asha = false

  @Option(
    help: ArgumentHelp(
      "With --asha: one in so many goes on, to a part that is so many times as long (default: 3).", valueName: "n"))
  var eta: Int?

  @Option(help: ArgumentHelp("With --asha: the smallest part of the training (default: 0.03).", valueName: "fraction"))
  var smallest: Double?

  @Flag(help: "Stop a trial that is worse than the median of the others at the same of five points.")
  var stopEarly = false

  @Option(
    help: ArgumentHelp(
      "The number that trials are compared by: a key of run.json, or last.KEY of the last line of metrics.jsonl.",
      discussion: "Default: accuracy.output for images, last.validation (bits) for sequences.", valueName: "key"))
  var metric: String?

  @Option(help: ArgumentHelp("Whether the largest or the smallest is best: max or min.", valueName: "goal"))
  var goal: Goal?

  @Flag(help: "Compare trials on the test images. Then no images are left for an honest last word.")
  var onTest = false

  func validate() throws {
    if let seeds { try NetworkOptions.check(seeds: seeds) }
    if let trials, !(1...SweepDefinition.mostTrials).contains(trials) {
      throw ValidationError("--trials \(trials): choose from 1 to \(SweepDefinition.mostTrials).")
    }
    if asha, stopEarly { throw ValidationError("Choose one of --asha and --stop-early.") }
    if let eta, !(2...16).contains(eta) { throw ValidationError("--eta \(eta): choose from 2 to 16.") }
    if let smallest, !(smallest > 0 && smallest < 1) {
      throw ValidationError("--smallest \(smallest): choose between 0 and 1.")
    }
    if metric == nil, goal != nil { throw ValidationError("--goal is for a --metric of your own.") }
    if let metric, goal == nil, !metric.hasPrefix("accuracy.") {
      throw ValidationError("Say whether more of \(metric) is better: --goal max or --goal min.")
    }
  }

  var isEmpty: Bool { grid.isEmpty && random.isEmpty }

  var pruning: Pruning {
    asha ? .halving(factor: eta ?? 3, smallest: smallest ?? 0.03) : stopEarly ? .median(points: 5) : .none
  }

  func metric(for experiment: ExperimentFile) -> SweepMetric {
    metric.map { SweepMetric($0, goal == .min ? .min : .max) } ?? .standard(for: experiment)
  }

  /// - Throws: `Problem` for what is written in a wrong way.
  func parameters() throws -> [SweepParameter] {
    try grid.map { try SweepParameter(grid: $0) } + random.map { try SweepParameter(random: $0) }
  }
}
