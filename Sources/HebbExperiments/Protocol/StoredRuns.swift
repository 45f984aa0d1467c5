import Foundation
import HebbNetworks

/// The runs of a store, to find among them one that would only be repeated.
enum StoredRuns {
  /// The newest run of the same experiment with the same seed and data: a finished one if there is any, otherwise one
  /// that was interrupted and can go on. Nil if there is none.
  ///
  /// A run is the same if its whole specification, its seed, `--limit`, `--validation` and `--data`, the version of the
  /// program and the instruction set are: all that its weights depend on.
  ///
  /// - Parameter needsUntrained: whether accuracy must have been measured before training, too.
  static func find(
    _ specification: ExperimentSpecification, _ options: TrainingRun.Options, method: TrainingMethod,
    needsUntrained: Bool
  ) -> (folder: RunFolder, isFinished: Bool)? {
    let contents = try? FileManager.default.contentsOfDirectory(at: options.store, includingPropertiesForKeys: nil)
    let same = (contents ?? []).compactMap { url -> (folder: RunFolder, record: RunRecord)? in
      let folder = RunFolder(url)
      // Folders of other kinds have no record; one that cannot be read is nothing to go on from.
      guard let record = try? RunRecord.load(from: folder), [.finished, .interrupted].contains(record.status),
        record.spec == specification.name, record.method ?? .hebbian == method, record.seed == options.seed,
        record.limit == options.limit, record.initialWeights == nil,
        record.validation == options.validation, record.data == options.data?.path, record.version == hebbVersion,
        record.kernels == KernelSupport.selected, !needsUntrained || record.untrainedAccuracy != nil,
        let stored = try? ExperimentSpecification(contentsOf: folder.specification), stored == specification
      else { return nil }
      return (folder, record)
    }
    let newest = same.max {
      ($0.record.status == .finished ? 1 : 0, $0.record.started)
        < ($1.record.status == .finished ? 1 : 0, $1.record.started)
    }
    return newest.map { ($0.folder, $0.record.status == .finished) }
  }
}
