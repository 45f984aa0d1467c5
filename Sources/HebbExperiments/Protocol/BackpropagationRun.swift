import Foundation
import HebbData
import HebbFigures
import HebbNetworks
import HebbSupport
import HebbTensor

/// An experiment whose network is trained by back-propagation in place of its rules: the same data, initial weights,
/// order and mirroring of the images for the same seed, and the same read-outs afterwards.
enum BackpropagationRun {
  /// Images per step of Adam, whatever the batch of the rules.
  static let batchSize = 100

  /// Trains, evaluates, and keeps the run; a run that is stopped leaves nothing behind.
  ///
  /// - Throws: `Problem` if anything that the user gave is wrong or the network has no gradient; `Interruption`.
  static func train(
    _ specification: ExperimentSpecification, _ options: TrainingRun.Options, stop: StopRequest,
    observe: @escaping (TrainingEvent) -> Void
  ) throws -> FinishedRun {
    let data = try TrainingRun.loadData(specification, options, stop, observe)
    let session = try TrainingSession(
      specification, data: data, seed: options.seed, limit: options.limit, parallel: options.parallel)
    try session.checkReadouts()
    let folder = try RunFolder.create(
      in: options.store, name: "\(specification.name)-backpropagation", seed: options.seed)
    do {
      return try train(session, options, in: folder, stop: stop, observe: observe)
    } catch {
      try? FileManager.default.removeItem(at: folder.url)
      throw error
    }
  }

  private static func train(
    _ session: TrainingSession, _ options: TrainingRun.Options, in folder: RunFolder, stop: StopRequest,
    observe: @escaping (TrainingEvent) -> Void
  ) throws -> FinishedRun {
    let lock = try RunLock(folder)
    defer { withExtendedLifetime(lock) {} }
    var record = TrainingRun.newRecord(of: session, in: folder, options, method: .backpropagation)
    try AtomicFile.write(Data(session.specification.yaml.utf8), to: folder.specification)
    try AtomicFile.write(record.encoded(), to: folder.record)
    let progress = ProgressWriter(folder)
    defer { progress.finish() }
    var network = try BackpropagationNetwork(
      session.network, patchWhitening: session.data.patchWhitening, classes: session.data.classNames.count)
    let metrics = try (0..<session.specification.training.epochs).map { epoch in
      try trainEpoch(epoch, &network, session, progress, stop: stop, observe: observe)
    }
    try network.install(in: session.network)
    // A read-out that learns together with the layers has done so here, too.
    session.readout?.weights = network.outputWeights
    let evaluation = try TrainingRun.evaluate(session, stop: stop, observe: observe)
    (record.accuracy, record.trainingAccuracy) = (evaluation.byName, evaluation.training)
    record.weightsDigest = session.weightsDigest
    record.epochs = metrics.count
    record.imagesPerSecond = median(metrics.map(\.imagesPerSecond))
    record.secondsPerEpoch = median(metrics.map(\.seconds))
    record.status = .finished
    try save(session, record, metrics, to: folder)
    return FinishedRun(folder, record)
  }

  private static func trainEpoch(
    _ epoch: Int, _ network: inout BackpropagationNetwork, _ session: TrainingSession, _ progress: ProgressWriter,
    stop: StopRequest, observe: (TrainingEvent) -> Void
  ) throws -> BackpropagationMetrics {
    let (start, count, epochs) = (ContinuousClock.now, session.imageCount, session.specification.training.epochs)
    let order = PresentationOrder(
      count: count, seed: session.seed, epoch: epoch, flips: session.specification.input.flips)
    var (loss, correct) = (0.0, 0)
    for first in stride(from: 0, to: count, by: batchSize) {
      if stop.isRequested { throw Interruption(epochs: epoch, batches: first / batchSize) }
      let shown = first..<min(first + batchSize, count)
      let step = try session.data.images.training.withUnsafePointer { base in
        try network.learn(
          from: ImageBatch(
            images: shown.map { base + order.images[$0] * session.data.shape.count },
            mirrored: shown.map { order.mirrored[$0] }),
          labels: shown.map { session.data.trainingLabels[order.images[$0]] })
      }
      loss += step.loss * Double(shown.count)
      correct += step.correct
      progress.report(
        RunProgress(.training, epoch: epoch + 1, epochs: epochs, done: shown.upperBound, of: count, unit: "images"))
      observe(.training(epoch: epoch + 1, images: shown.upperBound, of: count, epochs: epochs))
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    return BackpropagationMetrics(
      epoch: epoch + 1, seconds: seconds, imagesPerSecond: Double(count) / seconds, loss: loss / Double(count),
      trainingAccuracy: Double(correct) / Double(count))
  }

  private static func save(
    _ session: TrainingSession, _ record: RunRecord, _ metrics: [BackpropagationMetrics], to folder: RunFolder
  ) throws {
    try Checkpoint.save(session, to: folder.checkpoint)
    try TrainedReadout.save(session.readouts, weightsDigest: session.weightsDigest, to: folder.readout)
    try AtomicFile.write(
      JSONLines.encode(metrics), to: folder.url.appendingPathComponent("backpropagation.jsonl"))
    func chart(_ title: String, _ label: String, _ value: (BackpropagationMetrics) -> Double) -> HTMLReport.Block {
      .chart(LineChart(title, xLabel: "epoch", yLabel: label, series: [.init("", values: metrics.map(value))]))
    }
    let curves =
      metrics.isEmpty
      ? []
      : [
        chart("Cross-entropy", "nats per image", \.loss),
        chart("Training accuracy of the softmax", "%") { 100 * $0.trainingAccuracy },
      ]
    try RunReport.write(record, session.specification, curves: curves, to: folder)
    // Last: a record that says “finished” is that of a complete run.
    try AtomicFile.write(record.encoded(), to: folder.record)
  }
}
