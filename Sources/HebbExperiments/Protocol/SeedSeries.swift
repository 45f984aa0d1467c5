import Foundation
import HebbSupport

/// Runs of one experiment that differ in nothing but their seeds.
public struct SeedSeries: Sendable {
  public let specification: ExperimentSpecification
  public let seeds: [UInt64]
  /// One for each seed.
  let runs: [FinishedRun]

  /// How several runs are made; each is kept as a run of its own.
  public struct Options: Sendable {
    /// Its seed is the first.
    public var run: TrainingRun.Options
    /// At least 1.
    public var seeds: Int
    /// Whether runs that the store has already take the place of new ones: finished ones as they are, interrupted ones
    /// from where they stopped.
    public var reuses: Bool

    public init(run: TrainingRun.Options, seeds: Int, reuses: Bool = false) {
      (self.run, self.seeds, self.reuses) = (run, seeds, reuses)
    }

    /// Counted up from the first; after the largest number comes 0.
    public var seedList: [UInt64] { (0..<UInt64(seeds)).map { run.seed &+ $0 } }
  }

  /// Trains, seed by seed.
  ///
  /// - Parameters:
  ///   - method: by local rules, or by back-propagation as a baseline.
  ///   - title: what events are reported under; the seed is added if there are several.
  ///   - evaluatesUntrained: whether accuracy is measured before plasticity, too.
  ///   - observe: told the title of the run of each event.
  /// - Throws: as `TrainingRun`.
  static func run(
    _ specification: ExperimentSpecification, _ options: Options, method: TrainingMethod = .hebbian,
    title: String? = nil, evaluatesUntrained: Bool = false, stop: StopRequest,
    observe: @escaping (String, TrainingEvent) -> Void
  ) throws -> SeedSeries {
    let (seeds, images) = (options.seedList, SharedImages())
    let runs = try seeds.map { seed in
      var options = options
      options.run.images = images
      options.run.seed = seed
      let title = title ?? specification.name
      return try run(
        specification, options, method, evaluatesUntrained: evaluatesUntrained, stop: stop
      ) { observe(seeds.count == 1 ? title : "\(title), seed \(seed)", $0) }
    }
    return SeedSeries(specification: specification, seeds: seeds, runs: runs)
  }

  private static func run(
    _ specification: ExperimentSpecification, _ options: Options, _ method: TrainingMethod, evaluatesUntrained: Bool,
    stop: StopRequest, observe: @escaping (TrainingEvent) -> Void
  ) throws -> FinishedRun {
    if stop.isRequested { throw Interruption(epochs: 0, batches: 0) }
    let stored =
      options.reuses
      ? StoredRuns.find(specification, options.run, method: method, needsUntrained: evaluatesUntrained) : nil
    if let stored, stored.isFinished { return try FinishedRun(contentsOf: stored.folder) }
    if method == .backpropagation {
      let run =
        try stored.map {
          try BackpropagationRun.resume(
            $0.folder, cache: options.run.cache, data: options.run.data, parallel: options.run.parallel,
            images: options.run.images, stop: stop, observe: observe)
        } ?? BackpropagationRun.start(specification, options.run, stop: stop, observe: observe)
      try run.complete()
      return FinishedRun(run.folder, run.record)
    }
    let run =
      try stored.map {
        try TrainingRun.resume(
          $0.folder, cache: options.run.cache, data: options.run.data, parallel: options.run.parallel,
          images: options.run.images, stop: stop, observe: observe)
      } ?? TrainingRun.start(specification, options.run, stop: stop, observe: observe)
    try run.train(evaluatesUntrained: evaluatesUntrained)
    try RunReport.write(run)
    return FinishedRun(run)
  }

  /// The names of the read-outs, layers from the image upwards and the output last.
  var readouts: [String] { RunReport.readouts(of: runs.first?.record.accuracy ?? [:]) }

  /// The figures of a read-out, one for each seed; nil if the network has no such read-out.
  func values(of readout: String) -> [Double]? {
    let values = runs.compactMap { $0.record.accuracy?[readout] }
    return values.count == runs.count ? values : nil
  }

  /// By read-out.
  var accuracy: [String: Statistic] {
    Dictionary(uniqueKeysWithValues: readouts.compactMap { name in values(of: name).map { (name, Statistic($0)) } })
  }

  /// The same before training, of the runs that measured it.
  var untrainedAccuracy: [String: Statistic] {
    let known = runs.compactMap(\.record.untrainedAccuracy)
    return Dictionary(
      uniqueKeysWithValues: readouts.compactMap { name in
        let values = known.compactMap { $0[name] }
        return values.isEmpty ? nil : (name, Statistic(values))
      })
  }

  /// Hebbian training: the medians over seeds of the medians over epochs.
  var imagesPerSecond: Double? { median(runs.compactMap(\.record.imagesPerSecond)) }
  var secondsPerEpoch: Double? { median(runs.compactMap(\.record.secondsPerEpoch)) }
}
