import Foundation
import TestSupport
import Testing

/// A folder with a tiny data set in the layout of CIFAR-10, and the arguments that make a training on it quick.
final class TinyTraining: Sendable {
  private let temporary: TemporaryFolder
  var folder: URL { temporary.url }
  var data: URL { folder.appendingPathComponent("data") }
  var store: URL { folder.appendingPathComponent("runs") }

  /// - Parameter perFile: images in each of the five training files and the test file.
  init(perFile: Int = 20) throws {
    temporary = try TemporaryFolder()
    try TinyCIFAR.write(to: data, perFile: perFile)
  }

  /// Both built-in networks in small, without the whitening, which takes seconds.
  static let changes = [
    "layers.0.channels=16", "layers.1.channels=20", "layers.2.channels=24", "training.burnIn=5", "training.batch=30",
    "input.whitening=none",
  ].flatMap { ["--set", $0] }

  var places: [String] { ["--data", data.path, "--store", store.path] }
  var environment: [String: String] { ["XDG_CACHE_HOME": folder.appendingPathComponent("cache").path] }

  /// Runs `hebb COMMAND… --data … --store … --set …`.
  func run(_ arguments: String..., meanwhile: (Process) throws -> Void = { _ in }) throws -> CommandResult {
    try run(arguments, meanwhile: meanwhile)
  }

  func run(_ arguments: [String], meanwhile: (Process) throws -> Void = { _ in }) throws -> CommandResult {
    try hebb(arguments + places + Self.changes, environment: environment, meanwhile: meanwhile)
  }

  /// Runs a command that takes no experiment.
  func plain(_ arguments: String...) throws -> CommandResult {
    try hebb(arguments, environment: environment)
  }

  /// The folders of all runs.
  func runs() throws -> [URL] {
    guard FileManager.default.fileExists(atPath: store.path) else { return [] }
    return try FileManager.default.contentsOfDirectory(at: store, includingPropertiesForKeys: nil)
  }

  /// Waits until a run has finished some epochs, while the process is alive.
  func waitForEpochs(_ count: Int, of process: Process) throws {
    while process.isRunning {
      let files = try runs().map { $0.appendingPathComponent("metrics.jsonl") }
      let lines = files.compactMap { try? String(contentsOf: $0, encoding: .utf8) }.joined().count { $0 == "\n" }
      if lines >= count { return }
      usleep(2000)
    }
    Issue.record("the training ended before \(count) epochs were seen")
  }
}

extension CommandResult {
  /// The object that `--json` printed.
  func object() throws -> [String: Any] {
    try #require((try? JSONSerialization.jsonObject(with: Data(output.utf8))) as? [String: Any], "no object: \(self)")
  }
}
