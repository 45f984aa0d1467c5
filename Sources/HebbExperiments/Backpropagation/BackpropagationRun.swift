public import Foundation
import HebbData
import HebbFigures
import HebbNetworks
import HebbSupport
public import HebbTensor

/// An experiment whose network is trained by back-propagation in place of its rules: the same data, initial weights,
/// order and mirroring of the images for the same seed, and the same read-outs afterwards.
public final class BackpropagationRun: KeptRun, ImageRun {
  /// Images per step of Adam, whatever the batch of the rules.
  private static let batchSize = 100

  public let folder: RunFolder
  public internal(set) var record: RunRecord
  var lock: RunLock?
  /// Its network has the weights that were saved last.
  private let session: TrainingSession
  private var state: BackpropagationState
  private let stop: StopRequest
  private let observe: (TrainingEvent) -> Void
  private let progress: ProgressWriter
  private var saved = ContinuousClock.now

  private init(
    _ folder: RunFolder, _ session: TrainingSession, _ record: RunRecord, _ state: BackpropagationState,
    _ lock: RunLock, stop: StopRequest, observe: @escaping (TrainingEvent) -> Void
  ) {
    (self.folder, self.session, self.record, self.state) = (folder, session, record, state)
    (self.lock, self.stop, self.observe) = (lock, stop, observe)
    progress = ProgressWriter(folder)
  }

  /// Loads the data, builds the network and makes the run's folder; nothing is trained yet.
  ///
  /// - Throws: `Problem` if anything that the user gave is wrong or the network has no gradient, `Interruption` on
  ///   request; no folder is left behind then.
  static func start(
    _ specification: ExperimentSpecification, _ options: TrainingRun.Options, stop: StopRequest,
    observe: @escaping (TrainingEvent) -> Void
  ) throws -> BackpropagationRun {
    let session = try TrainingRun.newSession(specification, options, stop, observe)
    let state = try newState(session)
    let folder = try RunFolder.create(
      in: options.store, name: "\(specification.name)-backpropagation", seed: options.seed)
    let record = TrainingRun.newRecord(of: session, in: folder, options, method: .backpropagation)
    let run = BackpropagationRun(
      folder, session, record, state, try RunLock(folder), stop: stop, observe: observe)
    try run.saveFirst(specification.yaml, isOwnFolder: true)
    return run
  }

  /// Opens a run where its last checkpoint was saved.
  ///
  /// - Throws: `Problem` if the folder is not a run or its files are damaged; `Interruption` on request. The run is then
  ///   as it was.
  public static func resume(
    _ folder: RunFolder, cache: URL? = ExperimentData.standardCache, data: URL? = nil, parallel: Parallel,
    images: SharedImages? = nil, stop: StopRequest, observe: @escaping (TrainingEvent) -> Void
  ) throws -> BackpropagationRun {
    var record = try RunRecord.load(from: folder)
    let lock = try RunLock(folder)
    let session = try TrainingRun.savedSession(
      record, in: folder, cache: cache, data: data, parallel: parallel, images: images, collective: SingleProcess(),
      stop: stop, observe)
    var state = try newState(session)
    if FileManager.default.fileExists(atPath: folder.checkpoint.path) {
      try state.restore(from: folder.checkpoint, images: session.imageCount)
    }
    record.goOn(
      in: folder, threads: parallel.threads, ranks: 1,
      isTrained: state.position.epochs >= session.specification.training.epochs, observe)
    return BackpropagationRun(folder, session, record, state, lock, stop: stop, observe: observe)
  }

  private static func newState(_ session: TrainingSession) throws -> BackpropagationState {
    BackpropagationState(
      network: try BackpropagationNetwork(
        session.network, patchWhitening: session.data.patchWhitening, classes: session.data.classNames.count))
  }

  public func complete() throws {
    defer { progress.finish() }
    try keepingState {
      try AtomicFile.write(record.encoded(), to: folder.record)
      while state.position.epochs < session.specification.training.epochs { try trainEpoch() }
      try evaluateIfNew(session, progress, stop: stop, observe: observe)
      record.status = .finished
      // Before the record: one that says “finished” is that of a complete run.
      try writeReport()
      try save()
    }
  }

  private func trainEpoch() throws {
    let (epoch, count) = (state.position.epochs, session.imageCount)
    let order = PresentationOrder(
      count: count, seed: session.seed, epoch: epoch, flips: session.specification.input.flips)
    while state.position.images < count {
      let first = state.position.images
      if stop.isRequested { throw Interruption(epochs: epoch, batches: first / Self.batchSize) }
      try learn(first..<min(first + Self.batchSize, count), of: order)
      let (shown, epochs) = (state.position.images, session.specification.training.epochs)
      progress.report(
        RunProgress(.training, epoch: epoch + 1, epochs: epochs, done: shown, of: count, unit: "images"))
      observe(.training(epoch: epoch + 1, images: shown, of: count, epochs: epochs))
      if shown < count, .now - saved > TrainingRun.longestUnsaved { try save() }
    }
    state.finishEpoch()
    try save()
  }

  private func learn(_ shown: Range<Int>, of order: PresentationOrder) throws {
    let start = ContinuousClock.now
    let step = try session.data.images.training.withUnsafePointer { base in
      try state.network.learn(
        from: ImageBatch(
          images: shown.map { base + order.images[$0] * session.data.shape.count },
          mirrored: shown.map { order.mirrored[$0] }),
        labels: shown.map { session.data.trainingLabels[order.images[$0]] })
    }
    state.position.images = shown.upperBound
    state.position.loss += step.loss * Double(shown.count)
    state.position.correct += step.correct
    state.position.seconds += (ContinuousClock.now - start) / .seconds(1)
  }

  func save() throws {
    try state.network.install(in: session.network)
    // A read-out that learns together with the layers has done so here, too.
    session.readout?.weights = state.network.outputWeights
    record.epochs = state.position.epochs
    record.imagesPerSecond = median(state.metrics.map(\.imagesPerSecond))
    record.secondsPerEpoch = median(state.metrics.map(\.seconds))
    try Checkpoint.save(session, with: state, to: folder.checkpoint)
    try AtomicFile.write(
      JSONLines.encode(state.metrics), to: folder.url.appendingPathComponent("backpropagation.jsonl"))
    try AtomicFile.write(record.encoded(), to: folder.record)
    saved = .now
  }

  private func writeReport() throws {
    func chart(_ title: String, _ label: String, _ value: (BackpropagationMetrics) -> Double) -> HTMLReport.Block {
      .chart(
        LineChart(title, xLabel: "epoch", yLabel: label, series: [.init("", values: state.metrics.map(value))]))
    }
    let curves =
      state.metrics.isEmpty
      ? []
      : [
        chart("Cross-entropy", "nats per image", \.loss),
        chart("Training accuracy of the softmax", "%") { 100 * $0.trainingAccuracy },
      ]
    try RunReport.write(record, session.specification, curves: curves, to: folder)
  }
}
