public import Foundation
import HebbData
import HebbNetworks
public import HebbSupport
public import HebbTensor

/// A training session that keeps its results in a folder: specification, record, metrics, checkpoint.
public final class TrainingRun: KeptRun, ImageRun {
  public let folder: RunFolder
  public let session: TrainingSession
  public internal(set) var record: RunRecord
  private let stop: StopRequest
  private let observe: (TrainingEvent) -> Void
  var lock: RunLock?
  private let history: RunHistory
  private let progress: ProgressWriter
  private var saved = ContinuousClock.now

  /// Within an epoch the state is saved at a snapshot if the last time is longer ago than this.
  static let longestUnsaved = Duration.seconds(30)

  /// How a run is started, apart from the specification.
  public struct Options: Sendable {
    public var store: URL
    /// An empty folder for the run; nil to make one in the store, named by time, experiment and seed.
    public var folder: RunFolder?
    public var data: URL?
    public var cache: URL?
    public var seed: UInt64
    public var limit: Int?
    /// Training images to hold out, to measure accuracies on in place of the test images.
    public var validation: Int?
    /// For several trainings after each other; nil to load the images for this one.
    public var images: SharedImages?
    /// What the network begins with in place of random weights.
    public var initialWeights: InitialWeights?
    public var parallel: Parallel
    /// The processes that train together.
    public var collective: any Collective

    public init(
      store: URL, data: URL? = nil, cache: URL? = ExperimentData.standardCache, seed: UInt64 = 1, limit: Int? = nil,
      validation: Int? = nil, initialWeights: InitialWeights? = nil, parallel: Parallel = Parallel(),
      collective: any Collective = SingleProcess()
    ) {
      (self.store, self.data, self.cache, self.seed, self.limit, self.validation, self.parallel) =
        (store, data, cache, seed, limit, validation, parallel)
      (self.initialWeights, self.collective) = (initialWeights, collective)
    }
  }

  private init(
    _ folder: RunFolder, _ session: TrainingSession, _ record: RunRecord, _ lock: RunLock, stop: StopRequest,
    observe: @escaping (TrainingEvent) -> Void
  ) {
    (self.folder, self.session, self.record, self.stop, self.observe) = (folder, session, record, stop, observe)
    self.lock = lock
    history = RunHistory(folder, total: session.steps, done: session.step)
    progress = ProgressWriter(folder)
  }

  /// Loads the data, builds the network and makes the run's folder; nothing is trained yet.
  ///
  /// - Throws: `Problem` if anything that the user gave is wrong, `Interruption` on request; no folder is left behind
  ///   then.
  public static func start(
    _ specification: ExperimentSpecification, _ options: Options, stop: StopRequest,
    observe: @escaping (TrainingEvent) -> Void
  ) throws -> TrainingRun {
    let session = try newSession(specification, options, stop, observe)
    let folder =
      try options.folder ?? RunFolder.create(in: options.store, name: specification.name, seed: options.seed)
    if let warning = folder.clockWarning() { observe(.warning(warning)) }
    let record = newRecord(of: session, in: folder, options, method: .hebbian)
    let run = TrainingRun(folder, session, record, try RunLock(folder), stop: stop, observe: observe)
    try run.saveFirst(specification.yaml, isOwnFolder: options.folder == nil)
    return run
  }

  /// A session at its beginning.
  static func newSession(
    _ specification: ExperimentSpecification, _ options: Options, _ stop: StopRequest,
    _ observe: (TrainingEvent) -> Void
  ) throws -> TrainingSession {
    let data = try loadData(specification, options, stop, observe)
    let session = try TrainingSession(
      specification, data: data, seed: options.seed, limit: options.limit, parallel: options.parallel,
      collective: options.collective)
    try session.checkReadouts()
    try options.initialWeights?.install(in: session)
    try session.checkAgreement()
    return session
  }

  /// Opens a run where its last checkpoint was saved.
  ///
  /// - Throws: `Problem` if the folder is not a run or its files are damaged; `Interruption` on request. The run is then
  ///   as it was.
  public static func resume(
    _ folder: RunFolder, cache: URL? = ExperimentData.standardCache, data: URL? = nil, parallel: Parallel,
    images: SharedImages? = nil, collective: any Collective = SingleProcess(), stop: StopRequest,
    observe: @escaping (TrainingEvent) -> Void
  ) throws -> TrainingRun {
    var record = try resumableRecord(of: folder)
    let lock = try RunLock(folder)
    let session = try savedSession(
      record, in: folder, cache: cache, data: data, parallel: parallel, images: images, collective: collective,
      stop: stop, observe)
    record.goOn(
      in: folder, threads: parallel.threads, ranks: collective.ranks, isTrained: session.step == session.steps, observe)
    return TrainingRun(folder, session, record, lock, stop: stop, observe: observe)
  }

  /// The record of a run that Hebbian training can go on with.
  static func resumableRecord(of folder: RunFolder) throws -> RunRecord {
    let record = try RunRecord.load(from: folder)
    guard record.method != .backpropagation else {
      throw Problem(
        "the run is a baseline, trained by back-propagation, which several processes cannot do together",
        at: folder.url.path, advice: "Leave out --mpi.")
    }
    return record
  }

  /// The session that a run has saved.
  static func savedSession(
    _ record: RunRecord, in folder: RunFolder, cache: URL?, data: URL?, parallel: Parallel, images: SharedImages? = nil,
    collective: any Collective, stop: StopRequest, _ observe: (TrainingEvent) -> Void
  ) throws -> TrainingSession {
    let specification = try ExperimentSpecification(contentsOf: folder.specification)
    var options = Options(
      store: folder.url.deletingLastPathComponent(), data: data ?? record.data.map { URL(fileURLWithPath: $0) },
      cache: cache, seed: record.seed, limit: record.limit, validation: record.validation, parallel: parallel,
      collective: collective)
    options.images = images
    let loaded = try loadData(specification, options, stop, observe)
    let session = try TrainingSession(
      specification, data: loaded, seed: record.seed, limit: record.limit, parallel: parallel, collective: collective)
    if FileManager.default.fileExists(atPath: folder.checkpoint.path) {
      try Checkpoint.restore(session, from: folder.checkpoint)
    } else if record.epochs > 0 {
      throw Problem(
        "the run has trained for \(record.epochs) epochs, but its checkpoint is gone", at: folder.checkpoint.path,
        advice: "Put the file back, or start a new run.")
    }
    try session.checkAgreement()
    return session
  }

  /// Settles the thresholds, trains what is left of the epochs, evaluates, and saves after each step.
  ///
  /// - Parameters:
  ///   - evaluatesUntrained: whether accuracy is measured between settling and training, too.
  ///   - fraction: how much of the whole training is to be behind the run afterwards. Before the end it is `paused`, with
  ///     the accuracy that it has then.
  /// - Throws: `Interruption` after a request to stop, with the state saved; `Problem` if training fails, with the last
  ///   good checkpoint kept.
  public func train(evaluatesUntrained: Bool = false, fraction: Double = 1) throws {
    defer { progress.finish() }
    try keepingState {
      try AtomicFile.write(record.encoded(), to: folder.record)
      try settle(evaluatesUntrained: evaluatesUntrained)
      let last = min(session.steps, Int((Double(session.steps) * fraction).rounded(.up)))
      while session.step < last { try advance(towards: last) }
      if try evaluateIfNew(session, progress, stop: stop, observe: observe) { record.health = session.health }
      record.status = session.step < session.steps ? .paused : .finished
      try save()
    }
  }

  public func complete() throws {
    try train()
    try RunReport.write(self)
  }

  private func settle(evaluatesUntrained: Bool) throws {
    try session.settle(stop: stop) { done, total in
      progress.report(RunProgress(.settling, done: done, of: total, unit: "batches"))
      observe(.settling(done, of: total))
    }
    guard session.position.settledBatches == session.specification.training.burnIn, session.step == 0 else { return }
    if evaluatesUntrained, record.untrainedAccuracy == nil {
      record.untrainedAccuracy = try evaluate(session, progress, stop: stop, observe: observe).byName
    }
    try history.take(at: 0) { try session.snapshot() }
    try save()
  }

  /// Trains to the next snapshot, the end of the epoch, or `last`, whichever comes first.
  private func advance(towards last: Int) throws {
    let (step, epoch) = (session.step, session.position.epochs + 1)
    let target = min(last, epoch * session.batchesPerEpoch, history.next(after: step) ?? .max)
    try session.trainEpoch(toBatch: session.position.batches + target - step, stop: stop) { images in
      let (count, epochs) = (session.imageCount, session.specification.training.epochs)
      progress.report(RunProgress(.training, epoch: epoch, epochs: epochs, done: images, of: count, unit: "images"))
      observe(.training(epoch: epoch, images: images, of: count, epochs: epochs))
    }
    try history.take(at: session.step) { try session.snapshot() }
    let isEpochFinished = session.position.epochs == epoch
    if isEpochFinished || .now - saved > Self.longestUnsaved { try save() }
    if isEpochFinished, let metrics = session.metrics.last { observe(.finishedEpoch(metrics)) }
  }

  func save() throws {
    record.epochs = session.position.epochs
    record.imagesPerSecond = median(session.metrics.map(\.imagesPerSecond))
    record.secondsPerEpoch = median(session.metrics.map(\.seconds))
    try Checkpoint.save(session, to: folder.checkpoint)
    try AtomicFile.write(JSONLines.encode(session.metrics), to: folder.metrics)
    try AtomicFile.write(record.encoded(), to: folder.record)
    saved = .now
  }

  /// The record of a run that begins now.
  static func newRecord(
    of session: TrainingSession, in folder: RunFolder, _ options: Options, method: TrainingMethod
  ) -> RunRecord {
    RunRecord(
      run: folder.url.path, spec: session.specification.name, dataset: session.data.name, method: method,
      data: options.data?.path, limit: options.limit.map { _ in session.imageCount }, validation: options.validation,
      initialWeights: options.initialWeights?.source, seed: session.seed, threads: options.parallel.threads,
      ranks: options.collective.ranks, kernels: session.network.instructionSet, version: hebbVersion,
      machine: machineName(), started: Date())
  }

  static func loadData(
    _ specification: ExperimentSpecification, _ options: Options, _ stop: StopRequest,
    _ observe: (TrainingEvent) -> Void
  ) throws -> ExperimentData {
    // The first process prepares the images; the others then find them in the cache.
    if !options.collective.isFirst { _ = try options.collective.any(false) }
    let images = options.images ?? SharedImages()
    let data = try images.data(specification, from: options.data, validation: options.validation) {
      try ExperimentData.load(
        specification, from: options.data, validation: options.validation, cache: options.cache,
        parallel: options.parallel
      ) {
        if stop.isRequested { throw Interruption(epochs: 0, batches: 0) }
        observe(.preparing($0))
      }
    }
    if options.collective.isFirst { _ = try options.collective.any(false) }
    for warning in data.images.warnings { observe(.warning(warning)) }
    return data
  }
}

/// The middle value, or the mean of the two in the middle; nil if there is none.
func median(_ values: [Double]) -> Double? {
  guard !values.isEmpty else { return nil }
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
}
