import Foundation
import Testing

/// A real Slurm with two nodes on loopback, started by `scripts/tests/slurm`.
@Suite("hebb on Slurm", .serialized, .enabled(if: LoopbackSlurm.isPossible, LoopbackSlurm.whatItTakes))
struct SlurmTests {
  private let tiny: TinyTraining

  init() throws { tiny = try TinyTraining() }

  private func sweep(_ slurm: LoopbackSlurm?, _ arguments: [String]) throws -> CommandResult {
    try hebb(
      ["sweep"] + arguments + tiny.places + TinyTraining.changes,
      environment: tiny.environment.merging(slurm?.environment ?? [:]) { $1 })
  }

  private static func search(trials: Int, epochs: Int) -> [String] {
    [
      "hebbian-cnn-pruned", "--validation", "20", "--random", "learningRate=log:1e-4:1e-2", "--trials", "\(trials)",
      "--epochs", "\(epochs)",
    ]
  }

  private func digests(_ sweep: URL) throws -> [String] {
    let trials = sweep.appendingPathComponent("trials")
    return try FileManager.default.contentsOfDirectory(atPath: trials.path).sorted().map { name in
      let record = try Data(contentsOf: trials.appendingPathComponent("\(name)/run.json"))
      let object = try JSONSerialization.jsonObject(with: record) as? [String: Any]
      return "\(name) \(object?["weightsDigest"] as? String ?? "")"
    }
  }

  /// What a sweep comes to without Slurm.
  private func digestsOfLocalLauncher(_ search: [String]) throws -> [String] {
    let local = try sweep(nil, search)
    #expect(local.exitCode == 0, "\(local.errors)")
    let folder = try #require(try tiny.runs().first)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try digests(folder)
  }

  private func submit(_ arguments: [String], to slurm: LoopbackSlurm) throws -> (job: String, folder: URL) {
    let object = try sweep(slurm, arguments + ["--launcher", "slurm", "--json"]).object()
    return (
      try #require(object["job"] as? String), URL(fileURLWithPath: try #require(object["sweep"] as? String))
    )
  }

  /// Deadlines are for what hangs: beside all other tests on two cores a sweep of seconds takes a minute.
  private func wait(_ seconds: Double, _ what: String, until condition: () throws -> Bool) throws {
    let end = Date().addingTimeInterval(seconds)
    while try !condition() {
      try #require(Date() < end, "\(what) did not happen")
      usleep(100_000)
    }
  }

  private func waitForEnd(of folder: URL, on slurm: LoopbackSlurm) throws {
    try wait(240, "the end of the sweep") {
      try sweep(slurm, plain: "status", folder, "--json").object()["status"] as? String == "finished"
    }
  }

  /// Slurm lets a task that was put back wait for two minutes.
  private func letStart(_ tasks: [String], on slurm: LoopbackSlurm) throws {
    // A node refuses a task that comes back in the same second: “Job credential revoked”.
    sleep(3)
    for task in tasks { #expect(try slurm.call("scontrol", "update", "JobId=\(task)", "StartTime=now") == 0) }
  }

  /// The number of processes that have begun to work on a sweep.
  private func workers(of sweep: URL) -> Int {
    let folder = sweep.appendingPathComponent("workers")
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).count { $0.hasSuffix(".lock") }
  }

  /// The number of trials that have finished an epoch.
  private func begun(in sweep: URL) -> Int {
    let trials = sweep.appendingPathComponent("trials")
    return ((try? FileManager.default.contentsOfDirectory(atPath: trials.path)) ?? []).count { name in
      FileManager.default.fileExists(atPath: trials.appendingPathComponent("\(name)/metrics.jsonl").path)
    }
  }

  @Test(
    "Tasks that are put back and killed in the middle lead to the weights of the local launcher",
    .timeLimit(.minutes(30)))
  func whole() throws {
    let search = Self.search(trials: 4, epochs: 100)
    let expected = try digestsOfLocalLauncher(search)

    let slurm = try LoopbackSlurm()
    defer { withExtendedLifetime(slurm) {} }
    let refused = try sweep(slurm, search + ["--launcher", "slurm", "--partition", "nowhere"])
    #expect(
      refused.exitCode == 1 && refused.errors.contains("invalid partition specified: nowhere"), "\(refused.errors)")
    // What was asked for is asked for again, but for what is given anew.
    let again = ["sweep", "--resume", "latest", "--store", tiny.store.path, "--launcher", "slurm"]
    #expect(try hebb(again, environment: slurm.environment).errors.contains("specified: nowhere"))
    try FileManager.default.removeItem(at: try #require(try tiny.runs().first))

    let (job, folder) = try submit(search + ["--partition", "test", "--tasks", "2"], to: slurm)
    try wait(120, "the start of two trials") { workers(of: folder) == 2 && begun(in: folder) >= 2 }
    // One task is told that its time is over; the other's worker is killed, and the task put back by hand.
    #expect(try slurm.call("scancel", "--batch", "--signal=USR1", "\(job)_0") == 0)
    #expect(try slurm.call("scancel", "--full", "--signal=KILL", "\(job)_1") == 0)
    try wait(90, "the return of the task to the queue") { try slurm.states(job).contains("PENDING") }
    try letStart(["\(job)_0"], on: slurm)
    let during = try sweep(slurm, plain: "status", folder)
    #expect(during.output.contains("\(job)_"), "\(during.output)")
    try waitForEnd(of: folder, on: slurm)
    #expect(try digests(folder) == expected)
  }

  @Test(
    "A task that has to give way to a more urgent job goes on afterwards, to the same weights", .timeLimit(.minutes(5)))
  func preempted() throws {
    let search = Self.search(trials: 2, epochs: 400)
    let expected = try digestsOfLocalLauncher(search)

    let slurm = try LoopbackSlurm()
    defer { withExtendedLifetime(slurm) {} }
    let (job, folder) = try submit(search + ["--partition", "test", "--tasks", "2"], to: slurm)
    try wait(120, "the start of both trials") { workers(of: folder) == 2 && begun(in: folder) == 2 }
    let script = tiny.folder.appendingPathComponent("urgent")
    try Data("#!/bin/sh\nsleep 1\n".utf8).write(to: script)
    #expect(
      try slurm.call("sbatch", "--partition=urgent", "--nodes=2", "--output=/dev/null", script.path) == 0)
    try wait(90, "the return of both tasks to the queue") {
      try slurm.states(job).count { $0 == "PENDING" } == 2
    }
    #expect(try digests(folder) != expected, "nothing was interrupted")
    try letStart(["\(job)_0", "\(job)_1"], on: slurm)
    try waitForEnd(of: folder, on: slurm)
    #expect(try digests(folder) == expected)
  }

  @Test("Cancelling ends what would go on for hours", .timeLimit(.minutes(5)))
  func cancelled() throws {
    let slurm = try LoopbackSlurm()
    defer { withExtendedLifetime(slurm) {} }
    let (job, folder) = try submit(Self.search(trials: 4, epochs: 1_000_000) + ["--tasks", "1"], to: slurm)
    try wait(120, "the start of a worker") { try !slurm.states(job).contains("PENDING") }
    #expect(try sweep(slurm, plain: "cancel", folder).exitCode == 0)
    try wait(120, "the end of the job") {
      let states = try slurm.states(job)
      return states.allSatisfy { ["CANCELLED", "COMPLETED", "FAILED"].contains($0) }
    }
  }

  #if MPI
    @Test(
      "srun: tasks train one network, with the weights of a single process; any that is killed ends the job",
      .timeLimit(.minutes(5)))
    func together() throws {
      func arguments(epochs: Int) -> [String] {
        ["train", "hebbian-cnn", "--epochs", "\(epochs)", "--json", "--set", "training.shards=6"] + tiny.places
          + TinyTraining.changes
      }
      let one = try hebb(arguments(epochs: 2), environment: tiny.environment).object()
      try FileManager.default.removeItem(at: tiny.store)

      let slurm = try LoopbackSlurm()
      defer { withExtendedLifetime(slurm) {} }
      let mark = UUID().uuidString
      func srun(tasks: Int, epochs: Int, meanwhile: (Process) throws -> Void = { _ in }) throws -> CommandResult {
        try run(
          URL(fileURLWithPath: "/usr/bin/srun"),
          ["--mpi=pmix", "--nodes=2", "--ntasks=\(tasks)", "--overcommit", programURL.path] + arguments(epochs: epochs)
            + ["--mpi"],
          environment: tiny.environment.merging(slurm.environment) { $1 }.merging(["HEBB_TEST_JOB": mark]) { $1 },
          meanwhile: meanwhile)
      }
      let two = try srun(tasks: 2, epochs: 2).object()
      #expect(two["ranks"] as? Int == 2)
      #expect(two["weightsDigest"] as? String == one["weightsDigest"] as? String)

      for dead in [[1], [2], [0], [0, 1]] {
        try? FileManager.default.removeItem(at: tiny.store)
        let killed = try srun(tasks: 3, epochs: 100_000) { process in
          try tiny.waitForEpochs(3, of: process)
          let dying = try dead.map { try runningProcess(with: ["HEBB_TEST_JOB=\(mark)", "SLURM_PROCID=\($0)"]) }
          // All at once: none of them has the time to tell of another.
          for signal in [SIGSTOP, SIGKILL] { for process in dying { kill(process, signal) } }
        }
        let folder = try #require(try tiny.runs().first)
        #expect(killed.exitCode != 0)
        let problem = try #require(try killed.object()["error"] as? [String: Any])
        let what = dead.map { "process \($0) of 3 (counted from 0) has died, and the others end" }
        #expect(what.contains(problem["what"] as? String ?? ""), "\(problem)")
        // The first process alone knows the run.
        let run = dead.contains(0) ? "latest" : folder.path
        #expect((problem["advice"] as? String)?.contains("hebb train --resume \(run) --mpi") == true, "\(problem)")
        let shown = try tiny.plain("runs", "show", folder.lastPathComponent, "--store", tiny.store.path, "--json")
          .object()
        #expect((shown["run"] as? [String: Any])?["status"] as? String == "killed", "\(shown)")
      }
    }
  #endif

  private func sweep(_ slurm: LoopbackSlurm, plain command: String, _ folder: URL, _ more: String...) throws
    -> CommandResult
  {
    try hebb(
      ["sweep", command, folder.path] + more, environment: tiny.environment.merging(slurm.environment) { $1 })
  }
}
