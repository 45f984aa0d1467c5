public import Foundation
public import HebbExperiments
import HebbSupport

/// Works on a sweep with processes on this machine.
///
/// A process for each worker: one that crashes or runs out of memory takes nothing else with it.
public final class LocalLauncher {
  /// How many processes work, and how many threads each of them has.
  public struct Plan: Sendable, Equatable {
    public var workers: Int
    public var threads: Int

    /// All processors, with one thread for each worker as long as there are enough runs: networks do not get faster in
    /// proportion to their threads, separate runs do. Fewer runs get more threads each.
    public init(runs: Int, processors: Int, workers: Int? = nil, threads: Int? = nil) {
      let most = max(1, runs)
      switch (workers, threads) {
      case (let workers?, let threads?): (self.workers, self.threads) = (workers, threads)
      case (let workers?, nil): (self.workers, self.threads) = (workers, max(1, processors / workers))
      case (nil, let threads?): (self.workers, self.threads) = (min(most, max(1, processors / threads)), threads)
      case (nil, nil):
        let workers = min(most, processors)
        (self.workers, self.threads) = (workers, max(1, processors / workers))
      }
    }
  }

  private let folder: SweepFolder
  private let definition: SweepDefinition
  private let program: URL
  private let plan: Plan
  /// The workers that are alive. Their standard input is open as long as this process is.
  private var workers: [(slot: Int, process: Process, input: Pipe)] = []
  private static let pause = 0.1
  /// Pauses between two looks of the observer: a large sweep takes a moment to sum up.
  private static let pausesPerLook = 5

  /// - Parameter program: `hebb`.
  /// - Throws: `Problem` if the folder is not a sweep.
  public init(_ folder: SweepFolder, program: URL, plan: Plan) throws {
    (self.folder, self.program, self.plan) = (folder, program, plan)
    definition = try folder.loadDefinition()
  }

  /// Keeps workers at work until all is done.
  ///
  /// - Parameter observe: told now and then how far the sweep has come.
  /// - Returns: false if it was stopped before the end, with everything saved.
  /// - Throws: `Problem` if a worker cannot work at all, or the sweep cannot go on.
  public func run(stop: StopRequest, observe: (SweepSummary) -> Void) throws -> Bool {
    defer { stopWorkers() }
    var watched = WatchedState(folder)
    var pauses = 0
    while !stop.isRequested {
      try reap()
      var state = try watched.state()
      let alive = SweepWorkerLock.alive(in: folder)
      if !state.workers.isSubset(of: alive) {
        try folder.update { $0.reclaim { SweepWorkerLock.isHeld($0, in: folder) } }
        state = try watched.state()
      }
      if let problem = state.problem { throw folder.cannotGoOn(problem) }
      let isEnd = workers.isEmpty && (state.isComplete(definition) || state.isCancelled)
      if isEnd || pauses.isMultiple(of: Self.pausesPerLook) {
        observe(SweepSummary(folder, definition, state, alive: alive))
      }
      if isEnd { return !state.isCancelled }
      pauses += 1
      try start(for: state)
      Thread.sleep(forTimeInterval: Self.pause)
    }
    stopWorkers()
    // What was under way may have been the last.
    return try folder.loadState().isComplete(definition)
  }

  /// Starts as many workers as have something to do.
  private func start(for state: SweepState) throws {
    let room = plan.workers - workers.count
    guard room > 0 else { return }
    let busy = state.workers
    let starting = workers.count { worker in
      !busy.contains { $0.contains("-\(worker.process.processIdentifier)-") }
    }
    let open = state.openTasks(definition, atMost: room + starting) - starting
    for _ in 0..<max(0, min(room, open)) { try startWorker() }
  }

  private func startWorker() throws {
    let slot = (1...plan.workers).first { slot in !workers.contains { $0.slot == slot } } ?? workers.count + 1
    let process = Process()
    process.executableURL = program
    process.arguments = [
      "sweep", "work", folder.url.path, "--threads", "\(plan.threads)", "--stop-at-end-of-input",
    ]
    // Nothing is written to it: the system closes it when this process ends, however it ends, and then the worker stops.
    let input = Pipe()
    let log = try openLog(slot)
    (process.standardInput, process.standardOutput, process.standardError) = (input, log, log)
    do {
      try process.run()
    } catch {
      throw Problem(
        "a worker cannot be started: \(error.localizedDescription)", at: program.path,
        advice: "Check that the program is still there.")
    }
    workers.append((slot, process, input))
  }

  private func logFile(_ slot: Int) -> URL { folder.workers.appendingPathComponent("\(slot).log") }

  private func openLog(_ slot: Int) throws -> FileHandle {
    let url = logFile(slot)
    if !FileManager.default.fileExists(atPath: url.path) { try AtomicFile.write(Data(), to: url, synced: false) }
    do {
      let handle = try FileHandle(forWritingTo: url)
      try handle.seekToEnd()
      return handle
    } catch {
      throw Problem(
        "the worker's log cannot be written: \(error.localizedDescription)", at: url.path,
        advice: "Check that you may write there.")
    }
  }

  /// Looks after workers that have ended. One that was killed is replaced; one that could not work at all would be
  /// replaced for ever.
  private func reap() throws {
    for worker in workers where !worker.process.isRunning {
      workers.removeAll { $0.slot == worker.slot }
      guard worker.process.terminationReason == .exit, worker.process.terminationStatus == EXIT_FAILURE else {
        continue
      }
      let log = (try? String(contentsOf: logFile(worker.slot), encoding: .utf8)) ?? ""
      let said = log.components(separatedBy: "error: ").last?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
      throw Problem(
        "a worker had to give up: \(said.isEmpty ? "it did not say why" : said)", at: logFile(worker.slot).path,
        advice: "When this is mended, go on with: \(folder.resumeCommand(inSlurm: false))")
    }
  }

  private func stopWorkers() {
    for worker in workers where worker.process.isRunning { worker.process.terminate() }
    for worker in workers { worker.process.waitUntilExit() }
    workers = []
  }
}

/// The state of a sweep, read again only if its file has changed.
struct WatchedState {
  private let folder: SweepFolder
  private var last: (stamp: String, state: SweepState)?

  init(_ folder: SweepFolder) { self.folder = folder }

  mutating func state() throws -> SweepState {
    var status = stat()
    // The inode changes with each writing, even within one tick of the clock.
    let stamp = stat(folder.state.path, &status) == 0 ? "\(status.st_ino) \(status.st_size)" : ""
    if let last, last.stamp == stamp { return last.state }
    let state = try folder.loadState()
    last = (stamp, state)
    return state
  }
}
