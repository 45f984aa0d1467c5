import Foundation
import HebbExperiments
import HebbSupport
import TestSupport
import Testing

@testable import HebbStudio

/// A store with records written by hand, deleted with its last user.
final class SampleStore: Sendable {
  private let temporary: TemporaryFolder
  var root: URL { temporary.url }
  var url: URL { root.appendingPathComponent("runs", isDirectory: true) }
  var folder: SealedFolder { SealedFolder(url) }

  init() throws {
    temporary = try TemporaryFolder()
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  func write(_ text: String, to path: String) throws {
    let file = url.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try AtomicFile.write(Data(text.utf8), to: file)
  }

  func append(_ line: String, to path: String) throws {
    let file = url.appendingPathComponent(path)
    let before = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    try write(before + line + "\n", to: path)
  }

  func remove(_ path: String) throws { try FileManager.default.removeItem(at: url.appendingPathComponent(path)) }

  func link(_ path: String, to target: URL) throws {
    try FileManager.default.createSymbolicLink(at: url.appendingPathComponent(path), withDestinationURL: target)
  }

  /// A run of an image network.
  ///
  /// - Parameter more: of the record, as JSON with a comma at its end.
  func addRun(
    _ name: String, status: String = "finished", seed: Int = 1, accuracy: Double = 0.6, more: String = ""
  ) throws {
    try write(
      """
      {"run": "\(name)", "spec": "hebbian-cnn", "dataset": "cifar10", "method": "hebbian", "seed": \(seed), \
      "threads": 2, "kernels": "avx2", "version": "0.1.0", "machine": "Linux", "started": "2026-01-01T12:00:00Z", \
      "status": "\(status)", \(more)"epochs": 2, "imagesPerSecond": 15000, "accuracy": {"output": \(accuracy)}}
      """, to: "\(name)/run.json")
    try write("name: hebbian-cnn\nlayers:\n  - channels: 100\n    rule: instar\n", to: "\(name)/spec.yaml")
    try write(#"{"epoch":1,"seconds":3,"imagesPerSecond":15000,"layers":[]}"# + "\n", to: "\(name)/metrics.jsonl")
  }

  /// A run that a process, this one, seems to be at work on until it ends.
  func addLiveRun(_ name: String) throws {
    let folder = url.appendingPathComponent(name, isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let lock = open(RunFolder(folder).lock.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    try #require(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
    try addRun(name, status: "running")
  }

  /// The first bytes of every PNG file, and some more.
  static let picture = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0])

  func addPicture(_ path: String) throws {
    let file = url.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Self.picture.write(to: file)
  }
}
