import Foundation
import HebbExperiments
import HebbSupport

extension SweepFolder {
  /// Makes a sweep ready to go on: after it was stopped, cancelled, or had failures.
  ///
  /// - Parameter retryFailed: whether trials that failed are tried again, from their beginning.
  /// - Throws: `Problem` if its files cannot be read or written.
  public func reopen(retryFailed: Bool) throws {
    let definition = try loadDefinition()
    try update { state in
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
  /// - Throws: `Problem` if Slurm refuses, or the sweep's files cannot be written.
  public func cancel() throws {
    try update { $0.isCancelled = true }
    let slurm = SlurmLauncher(self)
    if !slurm.jobNumbers.isEmpty { try slurm.cancel() }
    for process in SweepWorkerLock.processes(in: self) { kill(process, SIGTERM) }
  }
}
