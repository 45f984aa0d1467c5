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

  /// What is kept of a run while the others go on: its network and images would fill the memory.
  struct FinishedRun {
    /// The name of the built-in experiment; the specification may have been given another one.
    let experiment: String
    let folder: RunFolder
    let record: RunRecord
    let metrics: [EpochMetrics]
    let specification: ExperimentSpecification
  }

  /// Runs the experiment: every run is kept as a run of its own.
  ///
  /// - Parameters:
  ///   - seeds: at least one.
  ///   - changes: assignments made to both specifications, e.g. another data set or number of epochs.
  ///   - observe: told the experiment and seed of each event.
  /// - Throws: as `TrainingRun`.
  public static func run(
    seeds: [UInt64], options: TrainingRun.Options, changes: [String] = [], stop: StopRequest,
    observe: @escaping (_ title: String, TrainingEvent) -> Void
  ) throws -> (table: Table1, report: URL) {
    let start = ContinuousClock.now
    let specifications = try experiments.map { (name: $0, try ExperimentSpecification.resolve($0).setting(changes)) }
    var (rows, runs): ([Row], [FinishedRun]) = ([], [])
    for (experiment, specification) in specifications {
      var records: [RunRecord] = []
      for seed in seeds {
        var options = options
        options.seed = seed
        let title = seeds.count == 1 ? specification.name : "\(specification.name), seed \(seed)"
        let run = try TrainingRun.start(specification, options, stop: stop) { observe(title, $0) }
        try run.train(evaluatesUntrained: true)
        try RunReport.write(run)
        records.append(run.record)
        runs.append(
          FinishedRun(
            experiment: experiment, folder: run.folder, record: run.record, metrics: run.session.metrics,
            specification: specification))
      }
      for (trained, accuracies) in [(false, records.map(\.untrainedAccuracy)), (true, records.map(\.accuracy))] {
        let known = accuracies.compactMap(\.self)
        let names = known.first.map { Array($0.keys) } ?? []
        rows.append(
          Row(
            spec: experiment, trained: trained,
            accuracy: Dictionary(
              uniqueKeysWithValues: names.map { name in (name, Statistic(known.compactMap { $0[name] })) })))
      }
    }
    let folder = try RunFolder.create(in: options.store, name: "table1", seed: nil)
    func medians(_ value: KeyPath<RunRecord, Double?>) -> [String: Double] {
      Dictionary(
        uniqueKeysWithValues: experiments.compactMap { name in
          median(runs.filter { $0.experiment == name }.compactMap { $0.record[keyPath: value] }).map { (name, $0) }
        })
    }
    let table = Table1(
      dataset: runs[0].record.dataset, limit: options.limit, validation: options.validation,
      evaluatedOn: options.validation == nil ? .test : .validation, epochs: runs[0].specification.training.epochs,
      seeds: seeds,
      threads: options.parallel.threads, rows: rows, imagesPerSecond: medians(\.imagesPerSecond),
      secondsPerEpoch: medians(\.secondsPerEpoch), seconds: (ContinuousClock.now - start) / .seconds(1),
      runs: runs.map(\.folder.url.path), folder: folder.url.path)
    try AtomicFile.write(JSONOutput.data(table), to: folder.url.appendingPathComponent("table1.json"))
    try Table1Report.write(table, runs: runs.filter { $0.record.seed == seeds[0] }, to: folder)
    return (table, folder.report)
  }
}
