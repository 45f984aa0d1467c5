import Foundation
import HebbStore

/// What the page shows of a run in lists.
struct ListedRun: Sendable, Equatable, Encodable {
  /// The folder's path within the store.
  let name: String
  /// "images" or "sequences".
  let kind: String
  let experiment: String
  /// The data set, the text or the task.
  let data: String
  let method: String
  /// Nil, as is `started`, if the run's record cannot be read.
  let seed: UInt64?
  let status: String
  let problem: String?
  /// ISO 8601, UTC.
  let started: String?
  let tags: [String]
  let note: String?
  /// Results by name: "accuracy.output" as a fraction, "testBits", "imagesPerSecond".
  let values: [String: Double]
  /// Passes over the training images that are complete; nil for networks on sequences.
  let epochs: Int?
  /// Accuracies are those on training images that were held out, and not on the test images.
  let heldOut: Bool
  /// The network writes text on request.
  let writes: Bool

  var isRunning: Bool { status == RunSummary.Status.running.rawValue }

  init(_ run: RunSummary, writes: Bool) {
    (name, kind, experiment, data, method) = (run.name, run.kind.rawValue, run.experiment, run.data, run.method)
    (seed, status, problem, started) = (run.seed, run.status.rawValue, run.problem, run.started?.ISO8601Format())
    (tags, note, self.writes) = (run.labels.tags, run.labels.note, writes)
    values = run.values.filter { Self.isResult($0.key) }
    epochs = run.kind == .images ? run.values["epochs"].flatMap { Int(exactly: $0) } : nil
    heldOut = run.isHeldOut
  }

  private static let results: Set = [
    "testBits", "testAccuracy", "imagesPerSecond", "charactersPerSecond", "last.validation", "last.accuracy",
    "last.readout.accuracy", "last.readout.trainingAccuracy",
  ]

  /// Whether a number is of interest beside other runs.
  private static func isResult(_ key: String) -> Bool { key.hasPrefix("accuracy.") || results.contains(key) }
}
