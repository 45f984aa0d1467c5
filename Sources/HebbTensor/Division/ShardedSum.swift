public import HebbSupport

/// A sum over the shards of a batch, of which every process has taken some: they are added in the order of the shards.
///
/// Every process adds up one slice of all sums: it gets that slice of the others' shards, and afterwards all slices. Sends
/// and receives `shards / processes + 1` times the sum's size, as little as any reduction if there is one shard for each
/// process.
public final class ShardedSum {
  /// Values of the sum.
  public let count: Int
  public let division: BatchDivision
  private let parts: AlignedBuffer
  private let received: AlignedBuffer
  private let sums: AlignedBuffer

  public init(count: Int, _ division: BatchDivision) {
    self.count = count
    self.division = division
    let own = division.ownShards.count
    parts = AlignedBuffer(count: own * count)
    received = AlignedBuffer(
      count: (division.shards - own) * Self.slice(of: division.collective.rank, count, division).count)
    sums = AlignedBuffer(count: count)
  }

  /// Where the sum of this process's shard number `index` (from 0) is to be written, every value of it.
  public func part(_ index: Int) -> UnsafeMutablePointer<Float> { parts.elements.baseAddress! + index * count }

  /// After `reduce`: the sum of all shards.
  public var total: UnsafeMutablePointer<Float> { sums.elements.baseAddress! }

  /// Adds up the shards of all processes.
  public func reduce(parallel: Parallel) throws(Problem) {
    let (collective, own) = (division.collective, division.ownShards)
    let slice = Self.slice(of: collective.rank, count, division)
    if collective.ranks > 1 { try exchange(slice) }
    /// The slice of every shard, in their order.
    let terms = (0..<division.shards).map { shard in
      if own.contains(shard) { return UnsafePointer(part(shard - own.lowerBound) + slice.lowerBound) }
      let place = shard < own.lowerBound ? shard : shard - own.count
      return UnsafePointer(received.elements.baseAddress! + place * slice.count)
    }
    add(terms, into: total + slice.lowerBound, count: slice.count, parallel)
    guard collective.ranks > 1 else { return }
    let size = MemoryLayout<Float>.stride
    try collective.gather(
      UnsafeMutableRawPointer(total),
      slices: (0..<collective.ranks).map {
        let slice = Self.slice(of: $0, count, division)
        return slice.lowerBound * size..<slice.upperBound * size
      })
  }

  /// The values that a process adds up; their limits are those of cache lines.
  private static func slice(of rank: Int, _ count: Int, _ division: BatchDivision) -> Range<Int> {
    let (ranks, lines) = (division.collective.ranks, (count + 15) / 16)
    return min(rank * lines / ranks * 16, count)..<min((rank + 1) * lines / ranks * 16, count)
  }

  private func exchange(_ slice: Range<Int>) throws(Problem) {
    let (collective, size) = (division.collective, MemoryLayout<Float>.stride)
    var (sent, received): ([Message], [Message]) = ([], [])
    var place = self.received.elements.baseAddress!
    for peer in 0..<collective.ranks where peer != collective.rank {
      let theirs = Self.slice(of: peer, count, division)
      for index in 0..<division.ownShards.count {
        sent.append(Message(peer: peer, memory: part(index) + theirs.lowerBound, byteCount: theirs.count * size))
      }
      for _ in division.shards(of: peer) {
        received.append(Message(peer: peer, memory: place, byteCount: slice.count * size))
        place += slice.count
      }
    }
    try collective.exchange(sending: sent, receiving: received)
  }

  private static let pieceLength = 1 << 14

  private func add(
    _ terms: [UnsafePointer<Float>], into out: UnsafeMutablePointer<Float>, count: Int, _ parallel: Parallel
  ) {
    terms.withUnsafeBufferPointer { terms in
      nonisolated(unsafe) let (terms, out) = (terms, out)
      parallel.forEach((count + Self.pieceLength - 1) / Self.pieceLength) { piece, _ in
        let first = piece * Self.pieceLength
        let length = min(Self.pieceLength, count - first)
        (out + first).update(from: terms[0] + first, count: length)
        for term in terms.dropFirst() {
          for i in first..<first + length { out[i] += term[i] }
        }
      }
    }
  }
}
