public import Foundation
import HebbSupport
import HebbTensor

/// One experiment or several over the same seeds and images: what each reaches, how sure that is, and whether the
/// others differ from the first.
public struct Study: Sendable, Encodable {
  /// An experiment and its figures over the seeds.
  public struct Arm: Sendable, Encodable {
    /// What tells it from the others.
    public let name: String
    /// The name of the experiment.
    public let spec: String
    public let epochs: Int
    /// Fractions by read-out, and one for each seed.
    public let accuracy: [String: Statistic]
    public let accuracies: [String: [Double]]
    /// Training: the medians over seeds of the medians over epochs.
    public let imagesPerSecond: Double?
    public let secondsPerEpoch: Double?
    /// The folders of the runs, in the order of the seeds.
    public let runs: [String]
  }

  /// Whether one of the arms differs from the first in a read-out that both have.
  public struct Difference: Sendable, Encodable {
    public let readout: String
    /// The name of the arm; of the first, from which the difference is taken.
    public let arm: String
    public let reference: String
    public let test: PairedTest
    /// Holm's correction for the arms that are held against the first, one read-out at a time.
    public let correctedPValue: Double
  }

  public let dataset: String
  /// Training images used, if not all; held out, if accuracies are measured on these.
  public let limit: Int?
  public let validation: Int?
  public let evaluatedOn: EvaluationSplit
  public let seeds: [UInt64]
  public let threads: Int
  public let arms: [Arm]
  /// None for a single seed.
  public let differences: [Difference]
  /// From start to end, with preparation and read-outs.
  public let seconds: Double
  /// The folder of the report and picture.
  public let folder: String

  public var report: URL { RunFolder(URL(fileURLWithPath: folder)).report }
  public var picture: URL { RunFolder(URL(fileURLWithPath: folder)).figures.appendingPathComponent("accuracy.svg") }

  /// All read-outs of any arm, layers from the image upwards and the output last.
  var readouts: [String] {
    RunReport.readouts(of: arms.reduce(into: [:]) { all, arm in for key in arm.accuracy.keys { all[key] = 0 } })
  }
}

extension Study {
  /// Trains one experiment with several seeds.
  ///
  /// - Throws: as `TrainingRun`.
  public static func seeds(
    of specification: ExperimentSpecification, _ options: SeedSeries.Options, stop: StopRequest,
    observe: @escaping (_ title: String, TrainingEvent) -> Void
  ) throws -> Study {
    let start = ContinuousClock.now
    let series = try SeedSeries.run(specification, options, stop: stop, observe: observe)
    return try finish(
      [(specification.name, series)], options, kind: "\(specification.name)-seeds", since: start)
  }

  /// Holds finished series against each other, and writes the report.
  ///
  /// - Parameters:
  ///   - series: by the name of the arm; at least one, all over the same seeds and data.
  ///   - kind: what the folder is named after.
  static func finish(
    _ series: [(name: String, series: SeedSeries)], _ options: SeedSeries.Options, kind: String,
    since start: ContinuousClock.Instant
  ) throws -> Study {
    let folder = try RunFolder.create(in: options.run.store, name: kind, seed: nil)
    let record = series[0].series.runs[0].record
    let study = Study(
      dataset: record.dataset, limit: options.run.limit, validation: options.run.validation,
      evaluatedOn: record.evaluatedOn, seeds: series[0].series.seeds, threads: options.run.parallel.threads,
      arms: series.map { Arm(name: $0.name, $0.series) }, differences: differences(series),
      seconds: (ContinuousClock.now - start) / .seconds(1), folder: folder.url.path)
    try AtomicFile.write(JSONOutput.data(study), to: folder.url.appendingPathComponent("study.json"))
    try StudyReport.write(study, specifications: series.map { ($0.name, $0.series.specification) }, footer: record)
    return study
  }

  private static func differences(_ series: [(name: String, series: SeedSeries)]) -> [Difference] {
    let (reference, others) = (series[0], series.dropFirst())
    guard reference.series.seeds.count >= 2 else { return [] }
    return reference.series.readouts.flatMap { readout -> [Difference] in
      guard let first = reference.series.values(of: readout) else { return [] }
      let tests = others.compactMap { name, series in
        series.values(of: readout).map { (name: name, test: PairedTest(first, $0)) }
      }
      return zip(tests, HolmCorrection.adjusted(tests.map(\.test.pValue))).map {
        Difference(readout: readout, arm: $0.name, reference: reference.name, test: $0.test, correctedPValue: $1)
      }
    }
  }
}

extension Study.Arm {
  init(name: String, _ series: SeedSeries) {
    self.init(
      name: name, spec: series.specification.name, epochs: series.specification.training.epochs,
      accuracy: series.accuracy,
      accuracies: Dictionary(
        uniqueKeysWithValues: series.readouts.compactMap { name in series.values(of: name).map { (name, $0) } }),
      imagesPerSecond: series.imagesPerSecond, secondsPerEpoch: series.secondsPerEpoch,
      runs: series.runs.map(\.folder.url.path))
  }
}
