import Foundation
import Testing

/// Real processes on this machine.
@Suite("hebb sweep")
struct SweepCommandTests {
  private let tiny: TinyTraining

  init() throws { tiny = try TinyTraining() }

  private func sweep(_ arguments: String..., meanwhile: (Process) throws -> Void = { _ in }) throws -> CommandResult {
    try tiny.run(["sweep", "hebbian-cnn-pruned", "--validation", "20"] + arguments, meanwhile: meanwhile)
  }

  /// The folders of all sweeps.
  private func folders() throws -> [URL] { try tiny.runs().filter { $0.lastPathComponent.contains("-sweep-") } }

  /// The weights of all runs by their names.
  private func digests(_ sweep: URL) throws -> [String: String] {
    let trials = sweep.appendingPathComponent("trials")
    return try Dictionary(
      uniqueKeysWithValues: FileManager.default.contentsOfDirectory(atPath: trials.path).map { name in
        let record = try Data(contentsOf: trials.appendingPathComponent("\(name)/run.json"))
        let object = try JSONSerialization.jsonObject(with: record) as? [String: Any]
        return (name, object?["weightsDigest"] as? String ?? "")
      })
  }

  private func trials(_ result: CommandResult) throws -> [[String: Any]] {
    try #require(try result.object()["trials"] as? [[String: Any]])
  }

  /// Waits until a file of the sweep's trials is there, while the process is alive.
  private func wait(for name: String, of process: Process) throws {
    while process.isRunning {
      for folder in try folders() {
        let trials = folder.appendingPathComponent("trials")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: trials.path)) ?? []
        if names.contains(where: {
          FileManager.default.fileExists(atPath: trials.appendingPathComponent("\($0)/\(name)").path)
        }) {
          return
        }
      }
      usleep(5000)
    }
    Issue.record("the sweep ended too early")
  }

  @Test("A grid with two seeds: table, report and pictures; two workers do what one does")
  func grid() throws {
    let arguments = ["--grid", "rule=instar,oja", "--epochs", "2", "--seeds", "2"]
    let two = try tiny.run(["sweep", "hebbian-cnn-pruned", "--validation", "20"] + arguments)
    #expect(two.exitCode == 0, "\(two.errors)")
    #expect(two.output.contains("best: trial") && two.output.contains("accuracy.output"))
    #expect(two.output.contains("2 of 2 trials finished"))
    let first = try #require(try folders().first)
    for file in ["report.html", "importance.svg", "parallel-coordinates.svg", "best-so-far.svg"] {
      #expect(FileManager.default.fileExists(atPath: first.appendingPathComponent(file).path), "\(file)")
    }
    try FileManager.default.moveItem(at: first, to: tiny.folder.appendingPathComponent("two"))
    let one = try tiny.run(
      ["sweep", "hebbian-cnn-pruned", "--validation", "20", "--workers", "1", "--json"] + arguments)
    #expect(try trials(one).allSatisfy { $0["status"] as? String == "finished" && $0["standardError"] != nil })
    let second = try #require(try folders().first)
    let digests = try digests(second)
    #expect(try digests == self.digests(tiny.folder.appendingPathComponent("two")) && digests.count == 4)
    #expect(try tiny.plain("runs", "list", "--store", tiny.store.path).output.contains("  0002-seed2 "))
  }

  @Test("Ctrl-C stops all workers and saves; resumed, the weights are those of a sweep that was not stopped")
  func interruption() throws {
    let arguments = ["--random", "learningRate=log:1e-4:1e-2", "--trials", "3", "--epochs", "150"]
    let stopped = try tiny.run(["sweep", "hebbian-cnn-pruned", "--validation", "20"] + arguments) { process in
      try wait(for: "metrics.jsonl", of: process)
      kill(process.processIdentifier, SIGINT)
    }
    #expect(stopped.exitCode == 130 && stopped.errors.contains("hebb sweep --resume"), "\(stopped.errors)")
    let folder = try #require(try folders().first)
    let status = try tiny.plain("sweep", "status", "latest", "--store", tiny.store.path, "--json")
    let object = try status.object()
    #expect(object["status"] as? String == "paused" && (object["workers"] as? [String])?.isEmpty == true, "\(object)")
    #expect((object["trials"] as? [Any])?.count == 3 && (object["slurm"] as? [Any])?.isEmpty == true)
    let resumed = try tiny.plain("sweep", "--resume", "latest", "--store", tiny.store.path)
    #expect(resumed.exitCode == 0, "\(resumed.errors)")
    let digests = try digests(folder)
    try FileManager.default.removeItem(at: folder)
    let whole = try tiny.run(["sweep", "hebbian-cnn-pruned", "--validation", "20"] + arguments)
    #expect(whole.exitCode == 0)
    #expect(try self.digests(try #require(try folders().first)) == digests)
  }

  @Test("A worker that is killed is replaced, and its run goes on")
  func killed() throws {
    let result = try sweep(
      "--grid", "learningRate=0.001,0.002,0.004", "--epochs", "150", "--workers", "1", "--json"
    ) { process in
      try wait(for: "checkpoint.safetensors", of: process)
      let workers = try #require(try folders().first).appendingPathComponent("workers")
      let names = try FileManager.default.contentsOfDirectory(atPath: workers.path)
      let name = try #require(names.first { $0.hasSuffix(".lock") })
      let number = try #require(name.dropLast(5).split(separator: "-").dropLast().last.flatMap { Int32($0) })
      kill(number, SIGKILL)
    }
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(try trials(result).allSatisfy { $0["status"] as? String == "finished" })
  }

  /// The lock files of the workers that are alive.
  private func locks() throws -> [String] {
    let workers = try #require(try folders().first).appendingPathComponent("workers")
    return try FileManager.default.contentsOfDirectory(atPath: workers.path).filter { $0.hasSuffix(".lock") }
  }

  @Test("Workers whose launcher is killed save and end; resumed, the sweep comes to its end")
  func orphans() throws {
    let killed = try sweep("--grid", "learningRate=0.001,0.002,0.004", "--epochs", "150", "--workers", "2") { process in
      try wait(for: "checkpoint.safetensors", of: process)
      #expect(try !locks().isEmpty)
      kill(process.processIdentifier, SIGKILL)
    }
    #expect(killed.exitCode == SIGKILL)
    // A batch takes no time; beside all other tests a process may wait for its turn.
    let end = Date().addingTimeInterval(30)
    while try !locks().isEmpty {
      try #require(Date() < end, "workers go on without their launcher")
      usleep(50_000)
    }
    let status = try tiny.plain("sweep", "status", "latest", "--store", tiny.store.path, "--json").object()
    #expect(status["status"] as? String == "paused")
    let resumed = try tiny.plain("sweep", "--resume", "latest", "--store", tiny.store.path, "--json")
    #expect(resumed.exitCode == 0, "\(resumed.errors)")
    #expect(try trials(resumed).allSatisfy { $0["status"] as? String == "finished" })
    let cancelled = try tiny.plain("sweep", "cancel", "latest", "--store", tiny.store.path)
    #expect(cancelled.exitCode == 0 && cancelled.output.contains("finished already"), "\(cancelled.output)")
  }

  @Test("A sweep whose runs lack the number to compare by ends after the first of them")
  func unknownMetric() throws {
    let result = try sweep(
      "--grid", "learningRate=0.001,0.002,0.004", "--epochs", "1", "--workers", "1", "--metric", "imagesPerSecnd",
      "--goal", "max")
    #expect(result.exitCode == 1 && result.errors.contains("Did you mean “imagesPerSecond”?"), "\(result.errors)")
    let trials = try #require(try folders().first).appendingPathComponent("trials")
    #expect(try FileManager.default.contentsOfDirectory(atPath: trials.path) == ["0001-seed1"])
    let resumed = try tiny.plain("sweep", "--resume", "latest", "--retry-failed", "--store", tiny.store.path)
    #expect(resumed.exitCode == 1 && resumed.errors.contains("start a new one"), "\(resumed.errors)")
  }

  @Test(
    "A sweep that goes on takes nothing that belongs to a new one",
    arguments: [
      ["--metric", "testBits", "--goal", "min"], ["--asha"], ["--on-test"], ["--seeds", "1"], ["--eta", "3"],
      ["--epochs", "3"],
    ])
  func resumeOptions(arguments: [String]) throws {
    let result = try hebb(["sweep", "--resume", "latest", "--store", tiny.store.path] + arguments)
    #expect(result.exitCode == 64 && result.errors.contains("leave out \(arguments[0])"), "\(result.errors)")
  }

  @Test("Cancelling from another terminal stops the workers")
  func cancel() throws {
    let result = try sweep("--grid", "rule=instar,oja", "--epochs", "100000") { process in
      try wait(for: "metrics.jsonl", of: process)
      let cancelled = try tiny.plain("sweep", "cancel", "latest", "--store", tiny.store.path)
      #expect(cancelled.exitCode == 0 && cancelled.output.contains("--resume"))
    }
    #expect(result.exitCode == 130)
  }

  @Test("Halving on sequences compares bits, of which less is better")
  func sequences() throws {
    let result = try hebb(
      "sweep", "hebbian-rnn", "--set", "task={name: copy, lag: 3}", "--set", "characters=40000", "--set", "state=16",
      "--set", "length=20", "--set", "evaluated=2000", "--random", "learningRate=log:1e-3:1", "--trials", "9", "--asha",
      "--smallest", "0.1", "--store", tiny.store.path, "--json")
    #expect(result.exitCode == 0, "\(result.errors)")
    let object = try result.object()
    #expect(object["metric"] as? String == "last.validation" && object["goal"] as? String == "min")
    let trials = try trials(result)
    #expect(trials.contains { $0["status"] as? String == "finished" })
    #expect(trials.count { $0["status"] as? String == "stopped" } >= 4)
    let best = try #require(object["best"] as? Int)
    let values = trials.filter { $0["fraction"] as? Double == 1 }.compactMap { $0["value"] as? Double }
    #expect(trials[best - 1]["value"] as? Double == values.min())
  }

  @Test(
    "What is wrong is said before anything is trained",
    arguments: [
      (["--grid", "learningRat=1,2"], 1, "Did you mean “learningRate”?"),
      (["--grid", "learningRat=1,2"], 1, "--grid learningRat=1,2"),
      (["--grid", "rule=oja", "--metric", "accuracy.outpt"], 1, "Did you mean “accuracy.output”?"),
      (["--grid", "rule=oja,instra"], 1, "instar"), (["--random", "rule=oja"], 1, "log:LEAST:GREATEST"),
      (["--random", "learningRate=log:1:2"], 1, "--trials"), ([], 64, "Say what to vary"),
      (["--grid", "rule=oja", "--metric", "imagesPerSecond"], 64, "--goal"),
      (["--grid", "rule=oja", "--asha", "--stop-early"], 64, "Choose one"),
      (["--grid", "rule=oja", "--partition", "cpu"], 64, "--launcher slurm"),
      (["--grid", "rule=oja", "--retry-failed"], 64, "--resume"),
      (["--grid", "rule=oja", "--eta", "4"], 64, "are for --asha"),
    ])
  func wrong(arguments: [String], code: Int, words: String) throws {
    let result = try tiny.run(["sweep", "hebbian-cnn-pruned", "--validation", "20"] + arguments)
    #expect(Int(result.exitCode) == code && result.errors.contains(words), "\(result.errors)")
    #expect(try tiny.runs().isEmpty)
  }

  @Test("Without Slurm that is said; a sweep that is not there, too")
  func absent() throws {
    let result = try hebb(
      ["sweep", "hebbian-cnn", "--grid", "rule=oja", "--launcher", "slurm"] + tiny.places,
      environment: ["PATH": "/nowhere"])
    #expect(result.exitCode == 1 && result.errors.contains("Slurm is not installed"), "\(result.errors)")
    let status = try tiny.plain("sweep", "status", "nothing", "--store", tiny.store.path)
    #expect(status.exitCode == 1 && status.errors.contains("there is no sweep “nothing”"))
  }

  @Test("If every trial fails, so does the sweep, with the reason")
  func failing() throws {
    let result = try sweep("--grid", "layers.0.kernel=33", "--epochs", "1")
    #expect(result.exitCode == 1 && result.errors.contains("the only trial failed"), "\(result.errors)")
  }
}
