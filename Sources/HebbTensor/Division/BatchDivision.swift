public import HebbSupport

/// How a batch is divided: into shards of consecutive samples, whose sums are taken apart and added in their order; and
/// the shards among processes, each of which computes those that follow each other.
///
/// What a shard's sum is does not depend on the process that takes it. With a fixed number of shards the result is
/// therefore the same, bit for bit, for any number of processes.
public struct BatchDivision: Sendable {
  public let collective: any Collective
  /// At least as many as there are processes.
  public let shards: Int

  /// - Parameter shards: at least one; 1 for as many as there are processes.
  /// - Throws: `Problem` if there are fewer shards than processes.
  public init(_ collective: any Collective, shards: Int = 1) throws(Problem) {
    guard shards == 1 || shards >= collective.ranks else {
      throw Problem(
        "\(shards) shards of a batch leave nothing to do for some of \(collective.ranks) processes",
        at: "training.shards", advice: "Use at most \(shards) processes, or more shards.")
    }
    self.collective = collective
    self.shards = max(shards, collective.ranks)
  }

  /// The shards that a process computes.
  public func shards(of rank: Int) -> Range<Int> {
    rank * shards / collective.ranks..<(rank + 1) * shards / collective.ranks
  }

  /// The shards that this process computes.
  public var ownShards: Range<Int> { shards(of: collective.rank) }

  /// The samples of a shard, in a batch of `count`.
  public func samples(ofShard shard: Int, of count: Int) -> Range<Int> {
    shard * count / shards..<(shard + 1) * count / shards
  }

  /// The samples of all shards of a process, in a batch of `count`.
  public func samples(ofRank rank: Int, of count: Int) -> Range<Int> {
    let shards = shards(of: rank)
    return shards.lowerBound * count / self.shards..<shards.upperBound * count / self.shards
  }

  /// Adds up a few values of every shard, in the order of the shards.
  ///
  /// - Parameter parts: those of this process's shards, all of one length.
  public func sum(_ parts: [[Double]]) throws(Problem) -> [Double] {
    let count = parts.first?.count ?? 0
    var all = [Double](repeating: 0, count: shards * count)
    for (shard, part) in zip(ownShards, parts) {
      for (i, value) in part.enumerated() { all[shard * count + i] = value }
    }
    let bytes = count * MemoryLayout<Double>.stride
    try gather(&all, slices: (0..<collective.ranks).map { shards(of: $0) }, elementSize: bytes)
    return (0..<count).map { i in (0..<shards).reduce(0) { $0 + all[$1 * count + i] } }
  }

  /// Completes rows of activity: every process has those of its samples, and gets all others.
  ///
  /// - Parameters:
  ///   - own: `[own samples, values]`
  ///   - count: samples of the whole batch.
  public func gatherRows(_ own: Tensor, count: Int) throws(Problem) -> Tensor {
    let values = own.shape[1]
    var rows = [Float](repeating: 0, count: count * values)
    let first = samples(ofRank: collective.rank, of: count).lowerBound * values
    own.withUnsafeBufferPointer { own in
      for i in own.indices { rows[first + i] = own[i] }
    }
    try gather(
      &rows, slices: (0..<collective.ranks).map { samples(ofRank: $0, of: count) },
      elementSize: values * MemoryLayout<Float>.stride)
    return Tensor(shape: [count, values], elements: rows)
  }

  private func gather<Value>(_ values: inout [Value], slices: [Range<Int>], elementSize: Int) throws(Problem) {
    let bytes = slices.map { $0.lowerBound * elementSize..<$0.upperBound * elementSize }
    var problem: Problem?
    values.withUnsafeMutableBytes { memory in
      guard let base = memory.baseAddress else { return }
      do throws(Problem) { try collective.gather(base, slices: bytes) } catch { problem = error }
    }
    if let problem { throw problem }
  }
}
