#if MPI
  import CHebbMPI
  import Foundation

  /// Watches the other processes: process 0 all of them, the others process 0.
  ///
  /// It begins with the first operation and ends with the last. A process that dies between is noticed at once (one whose
  /// machine has lost its power, within half a minute), whatever this one is waiting for.
  final class PeerWatch: @unchecked Sendable {
    // What it points to is not changed any more, and its functions may be called from two threads at once.
    private let peers: OpaquePointer

    /// Collective. Nil where the processes cannot connect by TCP: then nobody watches.
    init?(rank: Int, ranks: Int) {
      guard ranks > 1, let peers = hebb_peers_meet(Int32(rank), Int32(ranks)) else { return nil }
      self.peers = peers
    }

    /// - Parameter lost: called once, on a thread of its own, with the process that has died.
    func begin(_ lost: @escaping @Sendable (Int) -> Void) {
      let thread = Thread { [self] in
        let rank = hebb_peers_wait(peers)
        if rank >= 0 { lost(Int(rank)) }
      }
      thread.name = "peers"
      thread.start()
    }

    /// The others will not take the end of this process for its death.
    func end() { hebb_peers_part(peers) }
  }
#endif
