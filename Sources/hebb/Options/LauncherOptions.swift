import ArgumentParser
import Foundation
import HebbSupport
import HebbSweeps

/// Where a sweep's work is done.
struct LauncherOptions: ParsableArguments {
  enum Launcher: String, ExpressibleByArgument, CaseIterable {
    case local, slurm
  }

  @Option(help: "Where the work is done: on this machine (local), or as a job array (slurm).")
  var launcher = Launcher.local

  @Option(help: ArgumentHelp("This many processes at once (default: what fills all cores).", valueName: "n"))
  var workers: Int?

  @Option(
    help: ArgumentHelp(
      "Slurm: a YAML file with partition, time, memory, account, qos, constraint, cpus, tasks, atOnce, modules, setup, "
        + "options.", discussion: "The options below win over it.", valueName: "file"))
  var slurm: String?

  @Option(help: ArgumentHelp("Slurm: the partition.", valueName: "name"))
  var partition: String?

  @Option(help: ArgumentHelp("Slurm: the time for each task; a task that runs out of it saves and queues again."))
  var time: String?

  @Option(help: ArgumentHelp("Slurm: memory for each task, for example 4G."))
  var memory: String?

  @Option(help: ArgumentHelp("Slurm: the account that pays.", valueName: "name"))
  var account: String?

  @Option(help: ArgumentHelp("Slurm: processors for each task.", valueName: "n"))
  var cpus: Int?

  @Option(help: ArgumentHelp("Slurm: tasks in the array (default: one for each run).", valueName: "n"))
  var tasks: Int?

  @Option(help: ArgumentHelp("Slurm: how many of them at the same time.", valueName: "n"))
  var atOnce: Int?

  @Option(help: ArgumentHelp("Slurm: a module to load; may be given several times.", valueName: "name"))
  var module: [String] = []

  @Option(help: ArgumentHelp("Slurm: a further option of sbatch; may be given several times.", valueName: "option"))
  var sbatch: [String] = []

  @Flag(help: "Slurm: wait until the sweep is done.")
  var wait = false

  func validate() throws {
    for (name, value) in [
      ("workers", workers), ("cpus", cpus), ("tasks", tasks), ("at-once", atOnce),
    ] {
      if let value, !(1...1024).contains(value) { throw ValidationError("--\(name) \(value): choose from 1 to 1024.") }
    }
    let isForSlurm =
      [slurm, partition, time, memory, account].contains { $0 != nil } || [cpus, tasks, atOnce].contains { $0 != nil }
      || !module.isEmpty || !sbatch.isEmpty || wait
    if launcher == .local, isForSlurm {
      throw ValidationError("Options for Slurm mean nothing without --launcher slurm.")
    }
    if launcher == .slurm, workers != nil { throw ValidationError("With Slurm it is --tasks, not --workers.") }
  }

  /// What the file says, or what the sweep was submitted with before, and the options, which win.
  ///
  /// - Throws: `Problem` if the file is wrong.
  func slurmSettings(before: SlurmSettings?) throws -> SlurmSettings {
    var settings =
      try slurm.map { try SlurmSettings(contentsOf: URL(fileURLWithPath: NSString(string: $0).expandingTildeInPath)) }
      ?? before ?? SlurmSettings()
    if slurm == nil {
      // A command that is given again should not load its modules twice.
      if !module.isEmpty { settings.modules = [] }
      if !sbatch.isEmpty { settings.options = [] }
    }
    settings.partition = partition ?? settings.partition
    settings.time = time ?? settings.time
    settings.memory = memory ?? settings.memory
    settings.account = account ?? settings.account
    settings.cpus = cpus ?? settings.cpus
    settings.tasks = tasks ?? settings.tasks
    settings.atOnce = atOnce ?? settings.atOnce
    settings.modules += module
    settings.options += sbatch
    return settings
  }
}
