import HebbSupport
import Testing

@testable import HebbTensor

/// A process of several that computes nothing, to ask how work is divided.
struct SilentProcess: Collective {
  var rank: Int
  var ranks: Int
  let threads = 1
  let hasFailed = false
  func any(_ condition: Bool) -> Bool { condition }
  func sum(_ counts: inout [Int]) {}
  func exchange(sending sent: [Message], receiving received: [Message]) {}
  func gather(_ values: UnsafeMutableRawPointer, slices: [Range<Int>]) {}
  func fail(_ problem: Problem) -> Problem { problem }
}

@Suite("Batches are divided into shards, and shards among processes")
struct BatchDivisionTests {
  @Test(
    "Every sample belongs to one shard, and every shard to one process",
    arguments: [(1, 5), (2, 2), (2, 7), (3, 12), (5, 5), (7, 64)])
  func cover(ranks: Int, shards: Int) throws {
    for count in [0, 1, 5, 12, 100] {
      var samples: [Int] = []
      for rank in 0..<ranks {
        let division = try BatchDivision(SilentProcess(rank: rank, ranks: ranks), shards: shards)
        let own = division.ownShards.flatMap { division.samples(ofShard: $0, of: count) }
        #expect(own == Array(division.samples(ofRank: rank, of: count)))
        #expect(!division.ownShards.isEmpty)
        samples += own
      }
      #expect(samples == Array(0..<count))
    }
  }

  @Test("A shard's samples do not depend on the number of processes")
  func independent() throws {
    let one = try BatchDivision(SingleProcess(), shards: 12)
    let three = try BatchDivision(SilentProcess(rank: 1, ranks: 3), shards: 12)
    for shard in 0..<12 { #expect(one.samples(ofShard: shard, of: 100) == three.samples(ofShard: shard, of: 100)) }
  }

  @Test("Without a number of shards there is one for each process")
  func standard() throws {
    #expect(try BatchDivision(SilentProcess(rank: 0, ranks: 5)).shards == 5)
    #expect(try BatchDivision(SingleProcess()).shards == 1)
  }

  @Test("Fewer shards than processes are refused")
  func tooFew() {
    #expect(
      throws: Problem(
        "2 shards of a batch leave nothing to do for some of 3 processes", at: "training.shards",
        advice: "Use at most 2 processes, or more shards.")
    ) { try BatchDivision(SilentProcess(rank: 0, ranks: 3), shards: 2) }
  }

  @Test("Few values are added up in the order of the shards")
  func fewValues() throws {
    let division = try BatchDivision(SingleProcess(), shards: 3)
    #expect(try division.sum([[1e16, 1], [1, 2], [-1e16, 3]]) == [0, 6])
    #expect(try division.sum([[], [], []]) == [])
  }

  @Test("A process by itself has all rows")
  func rows() throws {
    let rows = Tensor(shape: [2, 3], elements: [1, 2, 3, 4, 5, 6])
    #expect(try BatchDivision(SingleProcess(), shards: 2).gatherRows(rows, count: 2) == rows)
  }
}
