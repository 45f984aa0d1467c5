import Foundation
import HebbSupport

extension SweepFolder {
  /// Deletes a sweep with all its runs.
  ///
  /// - Throws: `Problem` if workers are alive, or Slurm has still to do with it; or it cannot be deleted.
  public func remove() throws {
    let advice = "Stop it first: hebb sweep cancel \(ShellWord.quoted(url.path))"
    guard SweepWorkerLock.alive(in: self).isEmpty else {
      throw Problem("processes are at work on this sweep", at: url.path, advice: advice)
    }
    let slurm = SlurmLauncher(self)
    // Where there is no Slurm any more, it has no job either.
    if !slurm.jobNumbers.isEmpty, (try? slurm.isActive()) == true {
      throw Problem("Slurm has jobs of this sweep", at: url.path, advice: advice)
    }
    try Folder.remove(url, called: "sweep")
  }
}
