public import Foundation
import HebbSupport

/// Works on a sweep with the tasks of a Slurm job array.
public struct SlurmLauncher: Sendable {
  private let folder: SweepFolder

  public init(_ folder: SweepFolder) { self.folder = folder }

  private var jobs: URL { folder.slurm.appendingPathComponent("jobs") }
  private var script: URL { folder.slurm.appendingPathComponent("job.sh") }
  private var settingsFile: URL { folder.slurm.appendingPathComponent("settings.json") }

  /// The numbers of the jobs that were submitted, the first one first.
  public var jobNumbers: [String] {
    ((try? String(contentsOf: jobs, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
  }

  /// Whether the sweep was submitted, or was to be and Slurm refused.
  var isChosen: Bool { FileManager.default.fileExists(atPath: script.path) }

  /// What the sweep was submitted with last; nil if it never was.
  ///
  /// - Throws: `Problem` if the file with it is damaged.
  public func settings() throws -> SlurmSettings? {
    guard FileManager.default.fileExists(atPath: settingsFile.path) else { return nil }
    do {
      return try JSONDecoder().decode(SlurmSettings.self, from: Data(contentsOf: settingsFile))
    } catch {
      throw Problem(
        "what the sweep asked Slurm for cannot be read", at: settingsFile.path,
        advice: "Delete that file, and give the options for Slurm again.")
    }
  }

  /// Checks that there is a Slurm to submit to.
  ///
  /// - Throws: `Problem` if there is none, or its controller does not answer.
  public static func check() throws {
    let ping = try call("scontrol", ["ping"])
    guard ping.status == 0, ping.output.contains("is UP") else {
      throw refusal("Slurm's controller does not answer", ping, advice: "Try again later, or ask who runs the cluster.")
    }
  }

  /// Writes the batch script into the sweep's folder and submits it.
  ///
  /// - Returns: the job's number.
  /// - Throws: `Problem` with Slurm's own words if it refuses.
  public func submit(_ settings: SlurmSettings, program: URL) throws -> String {
    let definition = try folder.loadDefinition()
    let state = try folder.loadState()
    let runs = state.trials.countRuns { $0.values.count < definition.rungs.count && $0.problem == nil }
    try folder.make(folder.slurm)
    let text = settings.script(for: folder, named: definition.name, runs: runs, program: program)
    try AtomicFile.write(Data(text.utf8), to: script)
    try AtomicFile.write(JSONOutput.data(settings), to: settingsFile)
    let call = try Self.call("sbatch", ["--parsable", script.path])
    // `123`, or `123;cluster`.
    guard call.status == 0, let number = call.output.split(separator: "\n").last?.split(separator: ";").first else {
      throw Self.refusal(
        "Slurm refuses the job", call,
        advice: "The script is \(ShellWord.quoted(script.path)). When this is mended, submit it again with: "
          + "\(folder.resumeCommand(inSlurm: true)), which asks for the same unless other options are given")
    }
    try AtomicFile.write(Data((jobNumbers + [String(number)]).joined(separator: "\n").utf8), to: jobs)
    return String(number)
  }

  /// A task of the array, as Slurm sees it.
  public struct TaskStatus: Sendable, Encodable {
    /// `123_4`, or `123_[5-63]` for those that wait.
    public var task: String
    public var state: String
    /// Why it waits, or where it runs.
    public var detail: String

    /// Whether Slurm will do nothing for it any more.
    public var isOver: Bool { SlurmLauncher.endStates.contains(state) }
  }

  /// What Slurm knows of the jobs' tasks; those that ended some minutes ago it has forgotten.
  ///
  /// - Throws: `Problem` if Slurm is not there or does not answer.
  public func tasks() throws -> [TaskStatus] {
    try jobNumbers.flatMap { number -> [TaskStatus] in
      let call = try Self.call("squeue", ["--noheader", "--states=all", "--format=%i|%T|%R", "--job=\(number)"])
      guard call.status == 0 else {
        if call.errors.contains("Invalid job id") { return [] }
        throw Self.refusal("Slurm does not tell", call, advice: "Try again later.")
      }
      return call.output.split(separator: "\n").map { line in
        let parts = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init) + ["", ""]
        return TaskStatus(task: parts[0], state: parts[1], detail: parts[2])
      }
    }
  }

  /// Whether Slurm will still do something for the sweep.
  public func isActive() throws -> Bool { try !tasks().allSatisfy(\.isOver) }

  private static let endStates = [
    "COMPLETED", "CANCELLED", "FAILED", "TIMEOUT", "NODE_FAIL", "PREEMPTED", "BOOT_FAIL", "DEADLINE", "OUT_OF_MEMORY",
  ]

  /// Cancels all jobs of the sweep. Tasks that run save first.
  ///
  /// - Throws: `Problem` with Slurm's own words if it refuses.
  public func cancel() throws {
    guard !jobNumbers.isEmpty else { return }
    let call = try Self.call("scancel", jobNumbers)
    guard call.status == 0 || call.errors.contains("Invalid job id") else {
      throw Self.refusal(
        "Slurm does not cancel the job", call, advice: "Try: scancel \(jobNumbers.joined(separator: " "))")
    }
  }

  private static func call(_ program: String, _ arguments: [String]) throws -> ProgramCall {
    try ProgramCall(
      program, arguments,
      absent: Problem(
        "there is no \(program) on this machine: Slurm is not installed, or not on the PATH", at: "--launcher slurm",
        advice: "Run this on a login node of the cluster, or use --launcher local."))
  }

  private static func refusal(_ what: String, _ call: ProgramCall, advice: String) -> Problem {
    let words = call.errors.isEmpty ? call.output : call.errors
    return Problem(
      "\(what): \(words.isEmpty ? "exit code \(call.status)" : words)", at: "--launcher slurm", advice: advice)
  }
}

extension [SweepState.Trial] {
  fileprivate func countRuns(where condition: (SweepState.Run) -> Bool) -> Int {
    reduce(0) { $0 + $1.runs.count(where: condition) }
  }
}
