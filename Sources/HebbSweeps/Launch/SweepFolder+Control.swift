import Foundation
import HebbExperiments
public import HebbSupport

extension SweepFolder {
  /// Makes a sweep ready to go on: after it was stopped, cancelled, or had failures.
  ///
  /// - Parameter retryFailed: whether trials that failed are tried again, from their beginning.
  /// - Throws: `Problem` if its files cannot be read or written, or nothing can make it go on.
  public func reopen(retryFailed: Bool) throws {
    let definition = try loadDefinition()
    try update { state in
      if let problem = state.problem { throw cannotGoOn(problem) }
      state.isCancelled = false
      guard retryFailed else { return }
      for (trial, run) in state.retryFailed() {
        let folder = self.run(trial: trial, seed: definition.seeds[run])
        guard FileManager.default.fileExists(atPath: folder.url.path) else { continue }
        do {
          try FileManager.default.removeItem(at: folder.url)
        } catch {
          throw Problem(
            "a failed run cannot be removed: \(error.localizedDescription)", at: folder.url.path,
            advice: "Remove it by hand, and try again.")
        }
      }
    }
  }

  /// Stops all work on a sweep: jobs in Slurm, and workers on this machine, which save first.
  ///
  /// - Returns: false if there was nothing to stop, because the sweep is finished.
  /// - Throws: `Problem` if Slurm refuses, or the sweep's files cannot be written.
  @discardableResult
  public func cancel() throws -> Bool {
    let definition = try loadDefinition()
    let isFinished = try update { state in
      state.reclaim { SweepWorkerLock.isHeld($0, in: self) }
      let isFinished = state.isComplete(definition)
      if !isFinished { state.isCancelled = true }
      return isFinished
    }
    guard !isFinished else { return false }
    let slurm = SlurmLauncher(self)
    if !slurm.jobNumbers.isEmpty { try slurm.cancel() }
    for process in SweepWorkerLock.processes(in: self) { kill(process, SIGTERM) }
    return true
  }

  /// What a user is told of a sweep that is over before its end.
  ///
  /// - Parameter reason: the state's `problem`.
  public func cannotGoOn(_ reason: String) -> Problem {
    Problem(
      reason, at: url.path,
      advice: "What a sweep compares never changes: start a new one with a --metric that its runs have.")
  }

  /// The command that goes on with the sweep.
  public func resumeCommand(inSlurm: Bool) -> String {
    "hebb sweep --resume \(ShellWord.quoted(url.path))" + (inSlurm ? " --launcher slurm" : "")
  }

  /// How to go on where the sweep was worked on, or was to be: in Slurm or on this machine.
  public var howToGoOn: String { resumeCommand(inSlurm: SlurmLauncher(self).isChosen) }
}
