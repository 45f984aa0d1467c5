import Foundation
import HebbSupport

/// What is kept in memory of a run that has finished while others go on: its network and images would fill the memory.
struct FinishedRun: Sendable {
  let folder: RunFolder
  let record: RunRecord
  /// Of Hebbian learning; empty for baselines.
  let metrics: [EpochMetrics]

  init(_ run: TrainingRun) { (folder, record, metrics) = (run.folder, run.record, run.session.metrics) }

  /// A baseline that was trained by back-propagation.
  init(_ folder: RunFolder, _ record: RunRecord) { (self.folder, self.record, metrics) = (folder, record, []) }

  /// A run of the store.
  ///
  /// - Throws: `Problem` if its files are missing or damaged.
  init(contentsOf folder: RunFolder) throws {
    self.folder = folder
    record = try RunRecord.load(from: folder)
    guard record.method != .backpropagation else {
      metrics = []
      return
    }
    do {
      metrics = try JSONLines.decode(EpochMetrics.self, contentsOf: folder.metrics)
    } catch {
      throw Problem(
        "the run's metrics cannot be read: \(error.localizedDescription)", at: folder.metrics.path,
        advice: "Leave out --reuse to train it again.")
    }
  }
}
