import Synchronization

/// Large pieces of memory that were given back lately, for the next buffer of the same size.
///
/// Eager computation makes and drops tensors of the same few sizes over and over. Memory fresh from the system costs a
/// page fault for every 4 KiB, which takes longer than most operations that fill it. What is kept is bounded, and has no
/// influence on results: buffers begin uninitialised in any case.
enum SpareMemory {
  /// Smaller pieces are kept by the system's allocator itself.
  private static let smallest = 1 << 20
  /// Bytes that may lie idle; what was given back first goes first.
  private static let most = 1 << 28

  private struct Piece {
    let address: UnsafeMutableRawPointer
    let byteCount: Int
  }

  private struct Pieces: ~Copyable {
    var idle: [Piece] = []
    var byteCount = 0
  }

  private static let pieces = Mutex(Pieces())

  /// Uninitialised memory, aligned as `AlignedBuffer` asks for.
  static func take(byteCount: Int) -> UnsafeMutableRawPointer {
    if byteCount >= smallest {
      let address = pieces.withLock { pieces -> UInt? in
        guard let index = pieces.idle.lastIndex(where: { $0.byteCount == byteCount }) else { return nil }
        pieces.byteCount -= byteCount
        return UInt(bitPattern: pieces.idle.remove(at: index).address)
      }
      if let address, let memory = UnsafeMutableRawPointer(bitPattern: address) { return memory }
    }
    return .allocate(byteCount: byteCount, alignment: AlignedBuffer.alignment)
  }

  /// Takes back memory of `take`.
  static func giveBack(_ memory: UnsafeMutableRawPointer, byteCount: Int) {
    guard byteCount >= smallest, byteCount <= most else { return memory.deallocate() }
    let address = UInt(bitPattern: memory)
    pieces.withLock { pieces in
      guard let memory = UnsafeMutableRawPointer(bitPattern: address) else { return }
      pieces.idle.append(Piece(address: memory, byteCount: byteCount))
      pieces.byteCount += byteCount
      while pieces.byteCount > most {
        let oldest = pieces.idle.removeFirst()
        pieces.byteCount -= oldest.byteCount
        oldest.address.deallocate()
      }
    }
  }
}
