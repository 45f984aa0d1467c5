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
  func run(_ work: (any Collective) throws -> Void) throws { try Self.run(together: mpi, work) }

  /// - Parameter together: whether there are other processes, or this is one alone.
  static func run(together: Bool, _ work: (any Collective) throws -> Void) throws {
    guard together else { return try work(SingleProcess(threads: Parallel.processors)) }
    #if MPI
      let collective = try MPICollective.join()
      let ranks = collective.ranks
      collective.watchOthers { lost in
        tellOfDeath(of: lost, ranks: ranks)
      } ended: {
        // Nothing in memory is worth saving, and MPI's own end would wait for the dead.
        _exit(EXIT_FAILURE)
      }
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
      if !collective.isBroken { collective.leave() }
      // mpirun ends all processes as soon as one reports a failure: only the first does, when it has said why.
      guard collective.isFirst || collective.isBroken else { Foundation.exit(EXIT_SUCCESS) }
      if let ending { throw ending }
    #else
      throw Problem(
        "this hebb was built without MPI", at: "--mpi",
        advice: "Install Open MPI (on Debian: libopenmpi-dev and openmpi-bin), and build with: make build")
    #endif
  }

  /// Says that a process has died, without which the work cannot go on.
  private static func tellOfDeath(of lost: Int, ranks: Int) {
    let command = RunAtWork.current.resumeCommand ?? (lost == 0 ? "hebb train --resume latest" : nil)
    ErrorReporting.show(
      Problem(
        "process \(lost) of \(ranks) (counted from 0) has died, and the others end",
        advice: command.map { "Its last checkpoint is whole: go on with: \($0) --mpi" } ?? "Start the job again."))
    fflush(nil)
  }
}
