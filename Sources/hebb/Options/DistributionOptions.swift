import ArgumentParser
import Foundation
import HebbExperiments
import HebbSupport
import HebbTensor

#if MPI
  import HebbMPI
#endif

/// Whether a command is one of several processes that work together.
struct DistributionOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      "Work on one network together with the other processes that mpirun or srun has started.",
      discussion: "For example: mpirun -n 4 hebb train softhebb --mpi. Needs a hebb that was built with MPI."))
  var mpi = false

  /// Runs work that all processes do together, or one alone. An error of one ends the work of all, and the first process
  /// reports it.
  ///
  /// - Throws: `Problem` if hebb was built without MPI, and what the work throws.
  func run(_ work: (any Collective) throws -> Void) throws { try Self.run(together: mpi, leavesRun: true, work) }

  /// - Parameters:
  ///   - together: whether there are other processes, or this is one alone.
  ///   - leavesRun: whether there is a run to go on with if a process dies.
  static func run(together: Bool, leavesRun: Bool, _ work: (any Collective) throws -> Void) throws {
    guard together else { return try work(SingleProcess(threads: Parallel.processors)) }
    #if MPI
      let collective = try MPICollective.join()
      watch(collective, leavesRun: leavesRun)
      var ending: (any Error)?
      do {
        try work(collective)
      } catch {
        // All know of an interruption; of anything else the others have yet to hear.
        let isAgreed = error is Interruption || error is Interrupted
        ending =
          isAgreed ? error : collective.fail(error as? Problem ?? Problem(error.localizedDescription))
      }
      // The first process evaluates and saves alone; the others are there until it is done.
      do { if !collective.hasFailed { try collective.finish() } } catch { ending = error }
      if collective.isBroken, let ending {
        // MPI itself does not work any more: neither can this process leave, nor do the others hear of it by MPI.
        ErrorReporting.show(ending as? Problem ?? Problem(ending.localizedDescription))
        collective.dismissOthers()
        _exit(EXIT_FAILURE)
      }
      collective.leave()
      // mpirun ends all processes as soon as one reports a failure: only the first does, when it has said why.
      guard collective.isFirst else { Foundation.exit(EXIT_SUCCESS) }
      if let ending { throw ending }
    #else
      throw Problem(
        "this hebb was built without MPI", at: "--mpi",
        advice: "Install Open MPI (on Debian: libopenmpi-dev and openmpi-bin), and build with: make build")
    #endif
  }

  #if MPI
    /// Ends all processes when one has died, without which the work cannot go on.
    private static func watch(_ collective: MPICollective, leavesRun: Bool) {
      let (ranks, isFirst) = (collective.ranks, collective.isFirst)
      if !collective.isWatched, isFirst {
        let warning = "the processes cannot connect by TCP: should one die, the others may wait for it for ever"
        FileHandle.standardError.write(Data("warning: \(warning)\n".utf8))
      }
      collective.watchOthers { lost in
        // The first process alone knows the run, and whether it has begun.
        let command = RunAtWork.current.resumeCommand ?? (isFirst || !leavesRun ? nil : "hebb train --resume latest")
        ErrorReporting.show(
          Problem(
            "process \(lost) of \(ranks) (counted from 0) has died, and the others end",
            advice: command.map { "Its last checkpoint is whole: go on with: \($0) --mpi" } ?? "Start the job again."))
      } ended: {
        // Nothing in memory is worth saving, and MPI's own end would wait for the dead.
        _exit(EXIT_FAILURE)
      }
    }
  #endif
}
