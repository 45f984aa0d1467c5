import HebbTensor
import Synchronization
import Testing

@Suite("Parallel")
struct ParallelTests {
  @Test("Every piece is done exactly once", arguments: [1, 2, 3, 8], [0, 1, 2, 5, 100])
  func everyPieceOnce(threads: Int, count: Int) {
    var done = [Int](repeating: 0, count: count)
    done.withUnsafeMutableBufferPointer { done in
      Parallel(threads: threads).forEach(count) { piece, _ in done[piece] += 1 }
    }
    #expect(done == [Int](repeating: 1, count: count))
  }

  @Test("Worker numbers stay below the number of threads, and no worker does two pieces at a time")
  func workers() {
    let busy = (0..<3).map { _ in Flag() }
    let collisions = Atomic(0)
    Parallel(threads: 3).forEach(200) { piece, worker in
      if worker >= 3 || busy[worker].value.exchange(true, ordering: .acquiring) {
        collisions.add(1, ordering: .relaxed)
      }
      var busyWork = piece
      for step in 0..<100 { busyWork = busyWork &* 31 &+ step }
      if busyWork == 42 { collisions.add(0, ordering: .relaxed) }
      busy[min(worker, 2)].value.store(false, ordering: .releasing)
    }
    #expect(collisions.load(ordering: .relaxed) == 0)
  }

  @Test("Parallel regions may be nested")
  func nested() {
    var sums = [Int](repeating: 0, count: 4)
    sums.withUnsafeMutableBufferPointer { sums in
      Parallel(threads: 2).forEach(4) { outer, _ in
        let inner = Atomic(0)
        Parallel(threads: 2).forEach(10) { piece, _ in inner.add(piece, ordering: .relaxed) }
        sums[outer] = inner.load(ordering: .relaxed)
      }
    }
    #expect(sums == [45, 45, 45, 45])
  }

  private final class Flag: Sendable {
    let value = Atomic(false)
  }
}
