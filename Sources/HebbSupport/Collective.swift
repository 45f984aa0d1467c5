/// Processes that work on one thing together, and exchange what each of them has computed.
///
/// All of them call the same operations in the same order, each from one thread. An operation returns when all have
/// called it. When one process has failed, the next operation throws its problem on all others, whichever it is: nobody
/// waits for a process that will not come.
public protocol Collective: Sendable {
  /// The number of this process, from 0. Process 0 speaks for all: it alone writes files and reports.
  var rank: Int { get }
  /// How many processes there are.
  var ranks: Int { get }
  /// How many threads this process may use, so that those on one machine share its processors.
  var threads: Int { get }

  /// Whether a process has failed; there are no more operations then.
  var hasFailed: Bool { get }

  /// Whether any process says so.
  func any(_ condition: Bool) throws(Problem) -> Bool

  /// Adds up the counts of all processes, element by element; all then have the sums.
  func sum(_ counts: inout [Int]) throws(Problem)

  /// Carries values from process to process.
  ///
  /// Messages between the same two processes are matched in their order; to every message sent to another process
  /// belongs one of the same length received there. Memory is free again when the operation returns.
  func exchange(sending sent: [Message], receiving received: [Message]) throws(Problem)

  /// Completes memory that all processes share out: process r has filled `slices[r]` of it and gets all others.
  func gather(_ values: UnsafeMutableRawPointer, slices: [Range<Int>]) throws(Problem)

  /// Makes all other processes fail with this problem, where this one cannot go on.
  ///
  /// - Returns: the problem that all processes report: that of the first of those that failed.
  func fail(_ problem: Problem) -> Problem
}

/// Memory that goes to another process, or that comes from one.
public struct Message {
  public let peer: Int
  public let memory: UnsafeMutableRawPointer
  public let byteCount: Int

  public init(peer: Int, memory: UnsafeMutableRawPointer, byteCount: Int) {
    (self.peer, self.memory, self.byteCount) = (peer, memory, byteCount)
  }
}

extension Collective {
  public var isFirst: Bool { rank == 0 }

  /// Adds up lists of counts of all processes, which have the same lengths everywhere.
  public func sum(_ counts: inout [[Int]]) throws(Problem) {
    var flat = counts.flatMap(\.self)
    try sum(&flat)
    var first = 0
    for list in counts.indices {
      let length = counts[list].count
      counts[list] = Array(flat[first..<first + length])
      first += length
    }
  }
}

/// A process by itself.
public struct SingleProcess: Collective {
  public let rank = 0
  public let ranks = 1
  public let threads: Int
  public let hasFailed = false

  public init(threads: Int = 1) { self.threads = threads }

  public func any(_ condition: Bool) -> Bool { condition }
  public func sum(_ counts: inout [Int]) {}
  public func exchange(sending sent: [Message], receiving received: [Message]) {}
  public func gather(_ values: UnsafeMutableRawPointer, slices: [Range<Int>]) {}
  public func fail(_ problem: Problem) -> Problem { problem }
}
