import Dispatch
import Foundation
import Synchronization

/// Runs independent pieces of work on several threads.
///
/// What is computed must not depend on which thread runs a piece or in what order: every piece writes to places of its
/// own. Results are then the same, bit for bit, for any number of threads.
public struct Parallel: Sendable {
  /// How many threads may work at the same time.
  public let threads: Int

  /// - Parameter threads: at least 1; by default all processors.
  public init(threads: Int = Parallel.processors) {
    precondition(threads >= 1, "at least one thread")
    self.threads = threads
  }

  /// Asked for once: in a container the answer takes several system calls, longer than a small product.
  public static let processors = ProcessInfo.processInfo.activeProcessorCount

  /// Calls `body(piece, worker)` for every piece in 0..<count. `worker` is below `threads`, and no two calls with the
  /// same worker overlap, so that it can select scratch memory.
  public func forEach(_ count: Int, _ body: (_ piece: Int, _ worker: Int) -> Void) {
    let workers = min(threads, count)
    guard workers > 1 else {
      for piece in 0..<count { body(piece, 0) }
      return
    }
    let next = Atomic(0)
    // Bodies write to disjoint places through pointers, which the compiler cannot see; `concurrentPerform` returns
    // after the last of them, so nothing escapes.
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: workers) { worker in
        while case let piece = next.add(1, ordering: .relaxed).oldValue, piece < count { body(piece, worker) }
      }
    }
  }
}
