#if MPI
  import CHebbMPI
  public import HebbSupport
  import Synchronization

  /// The processes that `mpirun` or `srun` has started together.
  ///
  /// Before each operation the processes tell each other how they are: so a process that has failed is waited for by
  /// nobody, whatever the others were about to do.
  public final class MPICollective: Collective {
    public let rank: Int
    public let ranks: Int
    public let threads: Int
    private let hasEnded = Atomic(false)
    private let hasBroken = Atomic(false)
    private let watch: PeerWatch?

    public var hasFailed: Bool { hasEnded.load(ordering: .relaxed) }

    /// Whether MPI itself has failed, so that the processes cannot even leave in good order.
    public var isBroken: Bool { hasBroken.load(ordering: .relaxed) }

    /// Joins the others; once in a process.
    ///
    /// - Throws: `Problem` if MPI cannot be started.
    public static func join() throws(Problem) -> MPICollective {
      var place = HebbMPIPlace()
      try check(hebb_mpi_begin(&place), "cannot be started")
      return MPICollective(place)
    }

    private init(_ place: HebbMPIPlace) {
      (rank, ranks) = (Int(place.rank), Int(place.ranks))
      // What the launcher has bound this process to, or its share of what all of this machine may use.
      threads = max(1, min(Int(place.processors), Int(place.local_processors) / max(Int(place.local_ranks), 1)))
      watch = PeerWatch(rank: rank, ranks: ranks)
    }

    /// Lets this process know when another one dies, for which it would otherwise wait for ever.
    ///
    /// - Parameters:
    ///   - lost: called with the process that has died, on the first of those that are left.
    ///   - ended: called afterwards, on all of them: nothing can be done together any more. Both are called at most once, on a
    ///     thread of their own.
    public func watchOthers(lost: @escaping @Sendable (Int) -> Void, ended: @escaping @Sendable () -> Void) {
      watch?.begin(lost: lost, ended: ended)
    }

    /// Whether the processes notice when one of them dies.
    public var isWatched: Bool { ranks == 1 || watch != nil }

    /// Ends the others without a word, where this one has said what there is to say.
    public func dismissOthers() { watch?.dismiss() }

    /// Waits until all have done their work. Nothing but `leave` comes after it.
    public func finish() throws(Problem) { try meet(.finish) }

    /// Leaves the others, who do the same. The last thing that is done.
    public func leave() {
      watch?.part()
      if hebb_mpi_end() != 0 { hebb_mpi_abort(1) }
    }

    public func any(_ condition: Bool) throws(Problem) -> Bool {
      try meet(.any, status: condition ? .wish : .well) != .well
    }

    public func sum(_ counts: inout [Int]) throws(Problem) {
      try meet(.sum)
      var values = counts.map { Int64($0) }
      try end(hebb_mpi_sum(&values, values.count))
      counts = values.map { Int($0) }
    }

    public func exchange(sending sent: [Message], receiving received: [Message]) throws(Problem) {
      try meet(.exchange)
      let (sent, received) = (sent.map(\.asMPI), received.map(\.asMPI))
      try end(hebb_mpi_exchange(sent, Int32(sent.count), received, Int32(received.count)))
    }

    public func gather(_ values: UnsafeMutableRawPointer, slices: [Range<Int>]) throws(Problem) {
      try meet(.gather)
      try end(hebb_mpi_gather(values, slices.map(\.lowerBound), slices.map(\.count)))
    }

    public func fail(_ problem: Problem) -> Problem {
      guard !hasFailed else { return problem }
      do throws(Problem) { try meet(.fail, status: .failure, problem: problem) } catch { return error }
      return problem
    }
  }

  extension MPICollective {
    private enum Operation: Int64 {
      case any, sum, exchange, gather, fail, finish
    }

    private enum Status: Int64 {
      case well, wish, failure
    }

    /// Waits for all others.
    ///
    /// - Returns: the gravest status of all.
    /// - Throws: the problem of the first process that has failed, on all of them.
    @discardableResult
    private func meet(
      _ operation: Operation, status: Status = .well, problem: Problem? = nil
    ) throws(Problem) -> Status {
      // The largest of n and of −n tell whether all are about to do the same.
      var values = [status.rawValue, operation.rawValue, -operation.rawValue]
      try end(hebb_mpi_largest(&values, Int32(values.count)))
      guard let gravest = Status(rawValue: values[0]), gravest != .failure else { throw try shared(problem) }
      guard values[1] == -values[2] else {
        hasEnded.store(true, ordering: .relaxed)
        hasBroken.store(true, ordering: .relaxed)
        throw Problem(
          "the processes have lost step with each other", advice: "This is a fault of Hebb: please report it.")
      }
      return gravest
    }

    /// The problem of the first process that has one, brought to all.
    private func shared(_ problem: Problem?) throws(Problem) -> Problem {
      hasEnded.store(true, ordering: .relaxed)
      var first = [problem == nil ? Int64.min : -Int64(rank)]
      try end(hebb_mpi_largest(&first, 1))
      var text = [UInt8](repeating: 0, count: 8192)
      if let problem, -first[0] == Int64(rank) { ProblemText.write(problem, to: &text) }
      try end(hebb_mpi_spread(&text, Int32(text.count), Int32(-first[0])))
      return ProblemText.read(text)
    }

    /// An error of MPI itself leaves nothing to rely on.
    private func end(_ code: Int32) throws(Problem) {
      guard code != 0 else { return }
      hasEnded.store(true, ordering: .relaxed)
      hasBroken.store(true, ordering: .relaxed)
      try Self.check(code, "failed")
    }

    private static func check(_ code: Int32, _ what: String) throws(Problem) {
      guard code != 0 else { return }
      var text = [CChar](repeating: 0, count: 512)
      hebb_mpi_error_text(code, &text, Int32(text.count))
      let reason = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      throw Problem(
        "MPI \(what): \(reason)",
        advice: "Look at what mpirun or srun says. A run goes on from its last checkpoint with hebb train --resume.")
    }
  }

  extension Message {
    fileprivate var asMPI: HebbMPIMessage { HebbMPIMessage(peer: Int32(peer), memory: memory, byte_count: byteCount) }
  }
#endif
