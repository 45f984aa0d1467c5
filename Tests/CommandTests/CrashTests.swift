import Dispatch
import Foundation
import Testing

/// Real kills, a real full disk, a real read-only file system.
@Suite("Trainings that are cut off")
struct CrashTests {
  private let tiny: TinyTraining

  init() throws { tiny = try TinyTraining() }

  private func digest(_ result: CommandResult) throws -> String {
    try #require(try result.object()["weightsDigest"] as? String, "\(result.errors)")
  }

  @Test("Fifty kills at random times: no file is ever broken, and the result is that of a training left alone")
  func kills() throws {
    let arguments = ["train", "hebbian-cnn-pruned", "--epochs", "250", "--threads", "1"]
    let whole = try tiny.run(arguments + ["--json"])
    for run in try tiny.runs() { try FileManager.default.removeItem(at: run) }
    var random = SystemRandomNumberGenerator()
    var (kills, begun) = (0, false)
    while kills < 50 {
      let next =
        begun
        ? ["train", "--resume", "latest", "--store", tiny.store.path] : arguments + tiny.places + TinyTraining.changes
      let result = try hebb(next, environment: tiny.environment) { process in
        // From before the first file is written to the midst of the training, however slow the machine is.
        let most = begun ? 150_000 : 150_000 + 20_000 * UInt32(kills)
        usleep(UInt32.random(in: 10_000...most, using: &random))
        kill(process.processIdentifier, SIGKILL)
      }
      // A training may have come to its end before.
      #expect([SIGKILL, 0].contains(result.exitCode), "\(result.errors)")
      kills += 1
      for run in try tiny.runs() {
        let isRun = FileManager.default.fileExists(atPath: run.appendingPathComponent("run.json").path)
        begun = begun || isRun
        if isRun { try Self.check(run) }
      }
    }
    let finished = try tiny.plain("train", "--resume", "latest", "--store", tiny.store.path, "--json")
    #expect(try digest(finished) == digest(whole))
    let left = try FileManager.default.contentsOfDirectory(atPath: #require(try tiny.latest()).path)
    #expect(!left.contains { $0.hasSuffix(".partial") }, "a resumed run clears away what the killed ones left")
  }

  /// Every file of a run is whole.
  private static func check(_ run: URL) throws {
    for name in ["run.json", "metrics.jsonl", "history.jsonl", "progress.json"] {
      guard let text = try? String(contentsOf: run.appendingPathComponent(name), encoding: .utf8) else { continue }
      for line in name.hasSuffix("jsonl") ? text.split(separator: "\n").map(String.init) : [text] {
        #expect(throws: Never.self, "\(name): \(line)") { try JSONSerialization.jsonObject(with: Data(line.utf8)) }
      }
    }
    let checkpoint = try Data(contentsOf: run.appendingPathComponent("checkpoint.safetensors"))
    let length = checkpoint.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = try JSONSerialization.jsonObject(with: checkpoint[8..<8 + length]) as? [String: [String: Any]]
    let ends = try #require(header).values.compactMap { ($0["data_offsets"] as? [Int])?.last }
    #expect(ends.max() == checkpoint.count - 8 - length)
  }

  @Test("A second process cannot work on a run that a first one is working on")
  func locked() throws {
    let result = try tiny.run("train", "hebbian-cnn", "--epochs", "100000") { process in
      try tiny.waitForEpochs(1, of: process)
      let second = try tiny.plain("train", "--resume", "latest", "--store", tiny.store.path)
      #expect(second.exitCode == 1 && second.errors.contains("another process is working on this run"))
      let list = try tiny.plain("runs", "list", "--store", tiny.store.path, "--json")
      #expect(list.output.contains("\"status\" : \"running\""), "\(list.output)")
      let removal = try tiny.plain("runs", "remove", "latest", "--store", tiny.store.path)
      #expect(removal.exitCode == 1 && removal.errors.contains("a process is working on this run"))
      kill(process.processIdentifier, SIGKILL)
    }
    #expect(result.exitCode == SIGKILL)
    let list = try tiny.plain("runs", "list", "--store", tiny.store.path, "--json")
    #expect(list.output.contains("\"status\" : \"killed\""), "\(list.output)")
  }

  @Test("Several processes train into one store while others list it: nothing is lost")
  func together() throws {
    let processes = 4
    let results = withUnsafeTemporaryAllocation(of: Int32.self, capacity: processes) { codes in
      nonisolated(unsafe) let codes = codes
      DispatchQueue.concurrentPerform(iterations: processes + 2) { index in
        if index < processes {
          codes[index] = (try? tiny.run("train", "hebbian-cnn", "--epochs", "20", "--seed", "\(index)"))?.exitCode ?? -1
        } else {
          for _ in 0..<20 { _ = try? tiny.plain("runs", "list", "--store", tiny.store.path) }
        }
      }
      return Array(codes)
    }
    #expect(results == [0, 0, 0, 0])
    let list = try tiny.plain("runs", "list", "--store", tiny.store.path, "--where", "status=finished", "--json")
    #expect((try list.object()["runs"] as? [Any])?.count == processes)
  }

  private static let canMount: Bool = {
    guard getuid() == 0 else { return false }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return mount("-t", "tmpfs", "tmpfs", folder.path) && unmount(folder)
  }()

  @discardableResult
  private static func mount(_ arguments: String...) -> Bool { call("mount", arguments) }
  @discardableResult
  private static func unmount(_ folder: URL) -> Bool { call("umount", [folder.path]) }

  private static func call(_ program: String, _ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  @Test(
    "A disk that fills up ends the training with a clear error, and the last checkpoint can be gone on from",
    .enabled(if: canMount, "file systems can only be mounted by root"))
  func fullDisk() throws {
    let whole = try tiny.run("train", "hebbian-cnn", "--epochs", "60", "--json")
    for run in try tiny.runs() { try FileManager.default.removeItem(at: run) }
    let disk = tiny.folder.appendingPathComponent("disk")
    try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
    #expect(Self.mount("-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.path))
    defer { Self.unmount(disk) }
    let store = disk.appendingPathComponent("runs")
    let arguments = ["--data", tiny.data.path, "--store", store.path] + TinyTraining.changes
    let filler = disk.appendingPathComponent("filler")
    let stopped = try hebb(["train", "hebbian-cnn", "--epochs", "60"] + arguments, environment: tiny.environment) {
      process in
      while process.isRunning {
        let runs = (try? FileManager.default.contentsOfDirectory(at: store, includingPropertiesForKeys: nil)) ?? []
        let metrics = runs.compactMap { try? Data(contentsOf: $0.appendingPathComponent("metrics.jsonl")) }
        if metrics.contains(where: { $0.count(where: { $0 == 10 }) >= 3 }) { break }
        usleep(1000)
      }
      _ = FileManager.default.createFile(atPath: filler.path, contents: nil)
      let handle = try FileHandle(forWritingTo: filler)
      let block = Data(count: 4096)
      // What is replaced just then gives its space back.
      repeat {
        while (try? handle.write(contentsOf: block)) != nil {}
        usleep(1000)
      } while process.isRunning
      while (try? handle.write(contentsOf: block)) != nil {}
      try handle.close()
    }
    #expect(stopped.exitCode == 1, "\(stopped.errors)")
    #expect(stopped.errors.contains("No space left on device") && stopped.errors.contains("Free some space"))
    let list = try hebb("runs", "list", "--store", store.path)
    #expect(list.exitCode == 0 && list.errors.contains("no index can be kept"), "\(list.errors)")
    try FileManager.default.removeItem(at: filler)
    let resumed = try hebb(
      "train", "--resume", "latest", "--store", store.path, "--json", environment: tiny.environment)
    #expect(try digest(resumed) == digest(whole))
  }

  @Test(
    "On a read-only file system nothing is begun, runs can be listed, and the reason is told",
    .enabled(if: canMount, "file systems can only be mounted by root"))
  func readOnly() throws {
    let disk = tiny.folder.appendingPathComponent("disk")
    try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
    #expect(Self.mount("-t", "tmpfs", "tmpfs", disk.path))
    defer { Self.unmount(disk) }
    let arguments = ["--data", tiny.data.path, "--store", disk.path, "--epochs", "1"] + TinyTraining.changes
    #expect(try hebb(["train", "hebbian-cnn"] + arguments, environment: tiny.environment).exitCode == 0)
    #expect(Self.mount("-o", "remount,ro", disk.path))
    let started = try hebb(["train", "hebbian-cnn"] + arguments, environment: tiny.environment)
    #expect(started.exitCode == 1 && started.errors.contains("Read-only file system"), "\(started.errors)")
    let resumed = try hebb("train", "--resume", "latest", "--store", disk.path, environment: tiny.environment)
    #expect(resumed.exitCode == 1 && resumed.errors.contains("Read-only file system"), "\(resumed.errors)")
    let list = try hebb("runs", "list", "--store", disk.path)
    #expect(list.exitCode == 0 && list.output.contains("finished") && list.errors.contains("no index can be kept"))
    let tag = try hebb("runs", "tag", "latest", "--add", "x", "--store", disk.path)
    #expect(tag.exitCode == 1 && tag.errors.contains("Read-only file system"), "\(tag.errors)")
  }
}

extension TinyTraining {
  fileprivate func latest() throws -> URL? {
    try runs().filter { FileManager.default.fileExists(atPath: $0.appendingPathComponent("run.json").path) }
      .max { $0.lastPathComponent < $1.lastPathComponent }
  }
}
