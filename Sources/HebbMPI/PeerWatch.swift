#if MPI
  import CHebbMPI
  import Foundation

  /// Watches the other processes, once all have met.
  ///
  /// A process that dies before it has parted is noticed at once (one whose machine has lost its power, within half a
  /// minute), whatever this one is waiting for.
  final class PeerWatch: @unchecked Sendable {
    // Each of its functions says which threads may call it.
    private let peers: OpaquePointer

    /// Collective. Nil where the processes cannot connect by TCP: then nobody watches.
    init?(rank: Int, ranks: Int) {
      guard ranks > 1, let peers = hebb_peers_meet(Int32(rank), Int32(ranks)) else { return nil }
      self.peers = peers
    }

    /// - Parameters:
    ///   - lost: called with a process that has died, on the first of those that are left.
    ///   - ended: called afterwards, on all of them. Both are called at most once, on a thread of their own.
    func begin(lost: @escaping @Sendable (Int) -> Void, ended: @escaping @Sendable () -> Void) {
      let thread = Thread { [self] in
        let rank = hebb_peers_wait(peers)
        if rank >= 0 {
          lost(Int(rank))
          dismiss()
        }
        if rank != HEBB_PEERS_UNWATCHED { ended() }
      }
      thread.name = "peers"
      thread.start()
    }

    /// The others will not take the end of this process for its death.
    func part() { hebb_peers_part(peers) }

    /// The others end without a word.
    func dismiss() { hebb_peers_dismiss(peers) }
  }
#endif
