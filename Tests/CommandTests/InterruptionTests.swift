import Foundation
import Testing

/// Real processes, real signals.
@Suite("Interrupting hebb train")
struct InterruptionTests {
  private let tiny: TinyTraining
  private static let epochs = "60"

  init() throws { tiny = try TinyTraining() }

  private func digest(_ result: CommandResult) throws -> String {
    try #require(try result.object()["weightsDigest"] as? String)
  }

  @Test("Ctrl-C ends it in good order and says how to go on; the result is that of an uninterrupted run")
  func interrupt() throws {
    let whole = try tiny.run("train", "hebbian-cnn-pruned", "--epochs", Self.epochs, "--json")
    for run in try tiny.runs() { try FileManager.default.removeItem(at: run) }
    let stopped = try tiny.run("train", "hebbian-cnn-pruned", "--epochs", Self.epochs) { process in
      try tiny.waitForEpochs(2, of: process)
      kill(process.processIdentifier, SIGINT)
    }
    #expect(stopped.exitCode == 130 && stopped.output.isEmpty)
    let run = try #require(try tiny.runs().first)
    #expect(stopped.errors.contains("everything is saved"))
    #expect(stopped.errors.contains("Go on with: hebb train --resume \(run.path)"))
    let resumed = try tiny.plain("train", "--resume", run.path, "--json")
    #expect(try digest(resumed) == digest(whole))
    #expect(try resumed.object()["epochs"] as? Int == 60)
  }

  @Test("After kill -9 the last checkpoint leads to the same result")
  func kill9() throws {
    let whole = try tiny.run("train", "hebbian-cnn", "--epochs", Self.epochs, "--json")
    for run in try tiny.runs() { try FileManager.default.removeItem(at: run) }
    let killed = try tiny.run("train", "hebbian-cnn", "--epochs", Self.epochs) { process in
      try tiny.waitForEpochs(3, of: process)
      kill(process.processIdentifier, SIGKILL)
    }
    #expect(killed.exitCode == SIGKILL)
    let resumed = try tiny.plain("train", "--resume", "latest", "--store", tiny.store.path, "--json")
    #expect(try digest(resumed) == digest(whole))
  }

  @Test("A baseline goes on after kill -9, too")
  func baseline() throws {
    func trained(meanwhile: (Process) throws -> Void = { _ in }) throws -> URL {
      _ = try tiny.run("baselines", "hebbian-cnn-pruned", "--backprop-epochs", "60", meanwhile: meanwhile)
      return try #require(try tiny.runs().first { $0.path.contains("backpropagation") })
    }
    func digest(_ run: URL) throws -> String {
      try self.digest(tiny.plain("train", "--resume", run.path, "--json"))
    }
    let whole = try digest(trained())
    try FileManager.default.removeItem(at: tiny.store)
    let killed = try trained { process in
      func epochs() throws -> Int {
        let run = try tiny.runs().first { $0.path.contains("backpropagation") }
        let lines = run.flatMap { try? Data(contentsOf: $0.appendingPathComponent("backpropagation.jsonl")) }
        return lines?.count { $0 == 10 } ?? 0
      }
      while process.isRunning, try epochs() < 3 { usleep(2000) }
      kill(process.processIdentifier, SIGKILL)
    }
    let shown = try tiny.plain("runs", "show", killed.lastPathComponent, "--store", tiny.store.path, "--json").object()
    #expect((shown["run"] as? [String: Any])?["status"] as? String == "killed")
    #expect(try digest(killed) == whole)
  }

  @Test("A request to terminate is heard at any moment of the process's start")
  func starting() throws {
    for moment in 0..<30 {
      let stopped = try tiny.run("train", "hebbian-cnn-pruned", "--epochs", "100000", "--threads", "1") { process in
        usleep(UInt32(moment) * 5000)
        kill(process.processIdentifier, SIGTERM)
        let end = Date().addingTimeInterval(30)
        while process.isRunning && Date() < end { usleep(5000) }
        if process.isRunning {
          Issue.record("it was not heard \(moment * 5) ms after the start")
          kill(process.processIdentifier, SIGKILL)
        }
      }
      #expect([SIGTERM, 130].contains(stopped.exitCode))
    }
  }

  @Test("With --json an interruption is an object, too")
  func json() throws {
    let stopped = try tiny.run("train", "hebbian-cnn", "--epochs", "100000", "--json") { process in
      try tiny.waitForEpochs(1, of: process)
      kill(process.processIdentifier, SIGTERM)
    }
    #expect(stopped.exitCode == 130)
    let error = try #require(try stopped.object()["error"] as? [String: Any])
    #expect((error["advice"] as? String)?.contains("--resume") == true)
  }

  @Test("Ctrl-C while images are prepared leaves nothing behind")
  func preparing() throws {
    // Whitening takes a second or more, whatever the number of images.
    let arguments = ["train", "hebbian-cnn"] + tiny.places + TinyTraining.changes + ["--set", "input.whitening=zca"]
    let cache = tiny.folder.appendingPathComponent("cache/hebb/datasets/prepared")
    func files() -> [String] { (try? FileManager.default.contentsOfDirectory(atPath: cache.path)) ?? [] }
    let stopped = try hebb(arguments, environment: tiny.environment) { process in
      while process.isRunning, files().isEmpty { usleep(5000) }
      kill(process.processIdentifier, SIGINT)
    }
    #expect(stopped.exitCode == 130)
    #expect(stopped.errors.contains("stopped before training began"), "\(stopped.errors)")
    #expect(try tiny.runs().isEmpty)
    #expect(files().isEmpty)
  }
}
