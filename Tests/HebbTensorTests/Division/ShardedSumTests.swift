import HebbSupport
import Testing

@testable import HebbTensor

@Suite("Sums over the shards of a batch, in one process")
struct ShardedSumTests {
  @Test(
    "The shards are added in their order, by any number of threads",
    arguments: [1, 15, 16, 17, 1000, 40_000], [1, 2, 12])
  func order(count: Int, shards: Int) throws {
    var random = RandomStream(seed: 3, "shards")
    let parts = (0..<shards).map { _ in (0..<count).map { _ in 1e3 * random.normal() } }
    for threads in [1, 3] {
      let sum = ShardedSum(count: count, try BatchDivision(SingleProcess(), shards: shards))
      for (shard, part) in parts.enumerated() { sum.part(shard).update(from: part, count: count) }
      try sum.reduce(parallel: Parallel(threads: threads))
      var plain = parts[0]
      for part in parts.dropFirst() { for i in plain.indices { plain[i] += part[i] } }
      #expect(Array(UnsafeBufferPointer(start: sum.total, count: count)) == plain)
    }
  }

  @Test("A sum of nothing is nothing")
  func empty() throws {
    try ShardedSum(count: 0, BatchDivision(SingleProcess(), shards: 3)).reduce(parallel: Parallel(threads: 2))
  }
}
