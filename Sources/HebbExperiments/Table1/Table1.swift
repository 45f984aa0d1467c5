public import Foundation
import HebbSupport
import HebbTensor

/// The paper's experiment: both of its networks, untrained and trained, over several seeds (seed 004, Table 1).
public struct Table1: Sendable, Encodable {
  public struct Row: Sendable, Encodable {
    /// The name of the experiment.
    public let spec: String
    public let trained: Bool
    /// Layer 1 quadrants, layer 2 quadrants, final output; fractions.
    public let accuracy: [String: Statistic]
  }

  public let dataset: String
  /// Training images used, if not all.
  public let limit: Int?
  /// Training images held out, if accuracies are measured on these.
  public let validation: Int?
  public let evaluatedOn: EvaluationSplit
  public let epochs: Int
  public let seeds: [UInt64]
  public let threads: Int
  public let rows: [Row]
  /// Hebbian training by experiment: the median over seeds of the medians over epochs.
  public let imagesPerSecond: [String: Double]
  public let secondsPerEpoch: [String: Double]
  /// From start to end, with preparation and read-outs.
  public let seconds: Double
  /// The folders of all runs.
  public let runs: [String]
  /// The folder of the report and pictures.
  public let folder: String

  /// The networks of the table, in its order.
  public static let experiments = ["hebbian-cnn", "hebbian-cnn-pruned"]

  /// What the rows are called, as in the paper.
  static func title(_ row: Row) -> String {
    let network = row.spec == "hebbian-cnn" ? "Default network" : "Triangle method & pruning"
    return "\(network), \(row.trained ? "trained" : "untrained")"
  }

  /// Runs the experiment: every run is kept as a run of its own.
  ///
  /// - Parameters:
  ///   - changes: assignments made to both specifications, e.g. another data set or number of epochs.
  ///   - observe: told the experiment and seed of each event.
  /// - Throws: as `TrainingRun`.
  public static func run(
    _ options: SeedSeries.Options, changes: [String] = [], stop: StopRequest,
    observe: @escaping (_ title: String, TrainingEvent) -> Void
  ) throws -> (table: Table1, report: URL) {
    let start = ContinuousClock.now
    let specifications = try experiments.map { try ExperimentSpecification.resolve($0).setting(changes) }
    // The specifications may have been given other names, or one and the same.
    let series = try zip(experiments, specifications).map { name, specification in
      let series = try SeedSeries.run(
        specification, options, evaluatesUntrained: true, stop: stop, observe: observe)
      return (name: name, series: series)
    }
    let rows = series.flatMap { name, series in
      [(false, series.untrainedAccuracy), (true, series.accuracy)].map {
        Row(spec: name, trained: $0.0, accuracy: $0.1)
      }
    }
    let options = options.run
    let runs = series.flatMap(\.series.runs)
    let folder = try RunFolder.create(in: options.store, name: "table1", seed: nil)
    func medians(_ value: KeyPath<SeedSeries, Double?>) -> [String: Double] {
      Dictionary(
        uniqueKeysWithValues: series.compactMap { name, series in series[keyPath: value].map { (name, $0) } })
    }
    let table = Table1(
      dataset: runs[0].record.dataset, limit: options.limit, validation: options.validation,
      evaluatedOn: runs[0].record.evaluatedOn, epochs: specifications[0].training.epochs,
      seeds: series[0].series.seeds, threads: options.parallel.threads, rows: rows,
      imagesPerSecond: medians(\.imagesPerSecond), secondsPerEpoch: medians(\.secondsPerEpoch),
      seconds: (ContinuousClock.now - start) / .seconds(1), runs: runs.map(\.folder.url.path), folder: folder.url.path)
    try AtomicFile.write(JSONOutput.data(table), to: folder.url.appendingPathComponent("table1.json"))
    try Table1Report.write(table, series: series, to: folder)
    return (table, folder.report)
  }
}
