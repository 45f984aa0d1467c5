public import Foundation
import HebbExperiments
import HebbSupport

/// How a sweep asks Slurm for machines.
public struct SlurmSettings: Sendable, Equatable, Codable {
  public var partition: String?
  /// `2:00:00`, as sbatch takes it.
  public var time: String?
  /// `4G`, for each task.
  public var memory: String?
  public var account: String?
  public var qos: String?
  public var constraint: String?
  /// Processors, and threads, of each task.
  public var cpus = 1
  /// How many tasks the array has; nil for as many as there are runs, up to `mostTasks`.
  public var tasks: Int?
  /// How many of them may run at the same time.
  public var atOnce: Int?
  /// Loaded before Hebb is started.
  public var modules: [String] = []
  /// Lines of the script before Hebb is started.
  public var setup: [String] = []
  /// Further options of sbatch: `--gres=gpu:1`.
  public var options: [String] = []

  /// More tasks than that would wait for each other's lock more than they train.
  public static let mostTasks = 256

  public init() {}

  private static let words = ["partition", "time", "memory", "account", "qos", "constraint", "cpus", "tasks", "atOnce"]
  private static let lists = ["modules", "setup", "options"]

  /// A YAML file with any of the keys.
  ///
  /// - Throws: `Problem` with the line for anything that is not as it should be, unknown keys included.
  public init(contentsOf url: URL) throws {
    guard let text = try? String(contentsOf: url, encoding: .utf8) else {
      throw Problem(
        "there is no such file, or it is no text", at: url.path,
        advice: "Give a YAML file with keys such as partition, time and memory.")
    }
    let settings = try SettingsFile.read(text, source: url.path, values: Self.words, lists: Self.lists)
    func word(_ key: String) -> String? { settings[key]?.first }
    func number(_ key: String) throws -> Int? {
      guard let text = word(key) else { return nil }
      guard let number = Int(text), number >= 1 else {
        throw Problem(
          "“\(text)” is not a number of at least 1", at: "\(url.path), \(key)", advice: "Write \(key): 4, for example.")
      }
      return number
    }
    (partition, time, memory) = (word("partition"), word("time"), word("memory"))
    (account, qos, constraint) = (word("account"), word("qos"), word("constraint"))
    (cpus, tasks, atOnce) = (try number("cpus") ?? 1, try number("tasks"), try number("atOnce"))
    (modules, setup, options) = (settings["modules"] ?? [], settings["setup"] ?? [], settings["options"] ?? [])
  }

  /// The batch script of a sweep.
  ///
  /// - Parameter runs: how many there are to train.
  func script(for folder: SweepFolder, named name: String, runs: Int, program: URL) -> String {
    let last = max(1, min(tasks ?? Self.mostTasks, runs)) - 1
    let output = folder.slurm.appendingPathComponent("%A_%a.log").path
    var lines = [
      "#!/bin/bash", "# Written by hebb sweep. Each task of the array trains runs until none is left to take.",
      "#SBATCH --job-name=hebb-\(name)",
      "#SBATCH --array=0-\(last)" + (atOnce.map { "%\($0)" } ?? ""),
      "#SBATCH --output=\"\(output)\"", "#SBATCH --open-mode=append", "#SBATCH --requeue",
      "#SBATCH --signal=B:USR1@60", "#SBATCH --ntasks=1", "#SBATCH --cpus-per-task=\(cpus)",
    ]
    for (option, value) in [
      ("partition", partition), ("time", time), ("mem", memory), ("account", account), ("qos", qos),
      ("constraint", constraint),
    ] {
      if let value { lines.append("#SBATCH --\(option)=\(value)") }
    }
    lines += options.map { "#SBATCH \($0)" }
    if !modules.isEmpty || !setup.isEmpty { lines.append("") }
    lines += modules.map { "module load \(ShellWord.quoted($0))" } + setup
    lines.append(
      """

      # Before its time is over (USR1) the worker saves what it has, and the task goes back to the queue to go on. When the
      # job is cancelled or preempted (TERM) it saves, too; a preempted task is put back by Slurm itself.
      back_to_queue() {
        kill -TERM "$worker" 2>/dev/null
        wait "$worker"
        scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"
        exit
      }
      trap back_to_queue USR1
      trap 'kill -TERM "$worker" 2>/dev/null' TERM

      \(ShellWord.quoted(program.path)) sweep work \(ShellWord.quoted(folder.url.path)) --threads "${SLURM_CPUS_PER_TASK:-1}" &
      worker=$!
      # A signal ends the first wait, not the worker.
      while wait "$worker"; code=$?; kill -0 "$worker" 2>/dev/null; do :; done
      exit "$code"

      """)
    return lines.joined(separator: "\n")
  }
}
