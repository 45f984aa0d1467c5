import Foundation
import Testing

/// A folder with a tiny data set in the layout of CIFAR-10, and the arguments that make a training on it quick.
final class TinyTraining: Sendable {
  let folder: URL
  var data: URL { folder.appendingPathComponent("data") }
  var store: URL { folder.appendingPathComponent("runs") }

  /// - Parameter perFile: images in each of the five training files and the test file.
  init(perFile: Int = 20) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-\(UUID().uuidString)")
    let batches = data.appendingPathComponent("cifar-10-batches-bin")
    try FileManager.default.createDirectory(at: batches, withIntermediateDirectories: true)
    var state: UInt32 = 1
    for name in (1...5).map({ "data_batch_\($0)" }) + ["test_batch"] {
      var records: [UInt8] = []
      for image in 0..<perFile {
        let label = image % 4
        records.append(UInt8(label))
        for pixel in 0..<3072 {
          state = state &* 1_664_525 &+ 1_013_904_223
          let along = label.isMultiple(of: 2) ? pixel / 32 : pixel % 32
          records.append(UInt8(along / (1 + label / 2) % 2 * 90) + UInt8(state >> 24) / 4)
        }
      }
      try Data(records).write(to: batches.appendingPathComponent("\(name).bin"))
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

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
    try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any], "\(errors)")
  }
}
