import Foundation
import HebbNetworks
import HebbSupport

/// A run at work that trains a network on images, by whatever method.
public protocol ImageRun: AnyObject {
  var folder: RunFolder { get }
  var record: RunRecord { get }

  /// Does what is left of the training, evaluates, and writes the report.
  ///
  /// - Throws: `Interruption` after a request to stop, with the state saved; `Problem` if training fails, with the last
  ///   good checkpoint kept.
  func complete() throws
}

extension KeptRun where Record == RunRecord {
  /// Measures the accuracies of a network, and shows how far that is.
  func evaluate(
    _ session: TrainingSession, _ progress: ProgressWriter, stop: StopRequest, observe: (TrainingEvent) -> Void
  ) throws -> Evaluation {
    let epochs = session.specification.readout.training.epochs
    return try session.evaluate(
      stop: stop,
      progress: { done, total in
        progress.report(RunProgress(.evaluating, done: done, of: total, unit: "images"))
        observe(.evaluating(done, of: total))
      },
      readoutProgress: { observe(.trainedReadout(layer: $0, $1, of: epochs)) })
  }

  /// Evaluates unless that was done with these weights: a finished run that is resumed has nothing left to do.
  ///
  /// - Returns: whether there was something to do.
  @discardableResult
  func evaluateIfNew(
    _ session: TrainingSession, _ progress: ProgressWriter, stop: StopRequest, observe: (TrainingEvent) -> Void
  ) throws -> Bool {
    let digest = session.weightsDigest
    guard record.accuracy == nil || record.weightsDigest != digest else { return false }
    let evaluation = try evaluate(session, progress, stop: stop, observe: observe)
    // A read-out that learned together with the layers is in the checkpoint.
    if !session.readouts.isEmpty {
      try TrainedReadout.save(session.readouts, weightsDigest: digest, to: folder.readout)
    }
    (record.accuracy, record.trainingAccuracy) = (evaluation.byName, evaluation.training)
    record.weightsDigest = digest
    return true
  }
}

extension RunRecord {
  static let finishedWarning =
    "the run had finished already; to train it for longer, raise training.epochs in its spec.yaml"

  /// What changes when a run is taken up again, and what its user should know.
  ///
  /// - Parameter isTrained: whether there is nothing left to train.
  mutating func goOn(
    in folder: RunFolder, threads: Int, ranks: Int, isTrained: Bool, _ observe: (TrainingEvent) -> Void
  ) {
    if let warning = versionWarning { observe(.warning(warning)) }
    if isTrained, accuracy != nil { observe(.warning(Self.finishedWarning)) }
    (run, self.threads, self.ranks, status, problem) = (folder.url.path, threads, ranks, .running, nil)
  }
}
