import Foundation
import HebbSupport
import Synchronization

/// Threads that pretend to be processes: each has a collective of its own, and they meet in memory.
final class ThreadCollective: Collective {
  let rank: Int
  let ranks: Int
  let threads = 1
  let hasFailed = false
  private let hub: Hub

  private init(rank: Int, _ hub: Hub) { (self.rank, ranks, self.hub) = (rank, hub.ranks, hub) }

  /// Calls `body` on a thread for each of `ranks` processes, and returns what they return, in order.
  static func run<Value: Sendable>(
    _ ranks: Int, _ body: @escaping @Sendable (ThreadCollective) throws -> Value
  ) throws -> [Value] {
    let hub = Hub(ranks: ranks)
    let results = Mutex([Result<Value, any Error>?](repeating: nil, count: ranks))
    let done = DispatchGroup()
    for rank in 0..<ranks {
      done.enter()
      let thread = Thread {
        let result = Result { try body(ThreadCollective(rank: rank, hub)) }
        results.withLock { $0[rank] = result }
        done.leave()
      }
      thread.stackSize = 8 << 20
      thread.start()
    }
    done.wait()
    return try results.withLock { $0 }.compactMap { try $0?.get() }
  }

  func any(_ condition: Bool) -> Bool { hub.share(condition, of: rank).contains(true) }

  func sum(_ counts: inout [Int]) {
    let all = hub.share(counts, of: rank)
    for i in counts.indices { counts[i] = all.reduce(0) { $0 + $1[i] } }
  }

  func exchange(sending sent: [Message], receiving received: [Message]) {
    let all = hub.share(sent, of: rank)
    for peer in 0..<ranks {
      let theirs = all[peer].filter { $0.peer == rank }
      let mine = received.filter { $0.peer == peer }
      precondition(theirs.map(\.byteCount) == mine.map(\.byteCount), "messages do not match")
      for (from, to) in zip(theirs, mine) { to.memory.copyMemory(from: from.memory, byteCount: from.byteCount) }
    }
    _ = hub.share((), of: rank)
  }

  func gather(_ values: UnsafeMutableRawPointer, slices: [Range<Int>]) {
    let all = hub.share(values, of: rank)
    for (peer, slice) in slices.enumerated() where peer != rank {
      (values + slice.lowerBound).copyMemory(from: all[peer] + slice.lowerBound, byteCount: slice.count)
    }
    _ = hub.share((), of: rank)
  }

  func fail(_ problem: Problem) -> Problem { problem }
}

/// Where the threads meet: each brings a value, and all see those of all.
private final class Hub: @unchecked Sendable {
  let ranks: Int
  private let condition = NSCondition()
  private var brought: [Any?]
  private var shared: [Any?] = []
  private var arrived = 0
  private var round = 0

  init(ranks: Int) {
    self.ranks = ranks
    brought = [Any?](repeating: nil, count: ranks)
  }

  func share<Value>(_ value: Value, of rank: Int) -> [Value] {
    condition.lock()
    defer { condition.unlock() }
    let own = round
    brought[rank] = value
    arrived += 1
    if arrived == ranks {
      (shared, arrived) = (brought, 0)
      round += 1
      condition.broadcast()
    }
    // The next round cannot end before all have left this one, because all of them take part in it.
    while round == own { condition.wait() }
    return shared.compactMap { $0 as? Value }
  }
}
