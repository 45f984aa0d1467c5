import Testing

@testable import HebbPlasticity

@Suite("The pieces of a sweep")
struct SweepPiecesTests {
  @Test("Pieces cover every block of rows and every panel of columns exactly once, for any number of threads")
  func cover() {
    for (neurons, inputs) in [(1, 1), (10, 5000), (48, 784), (2000, 784), (7, 49)] {
      for threads in [1, 2, 3, 64] {
        let pieces = SweepPieces(neurons: neurons, inputs: inputs, threads: threads)
        var seen: [[Int]: Int] = [:]
        for piece in 0..<pieces.count {
          for block in pieces.blocks(of: piece) {
            for panel in pieces.panels(of: piece) { seen[[block, panel], default: 0] += 1 }
          }
        }
        #expect(seen.count == ProductSweep.blocks(neurons) * ProductSweep.panels(inputs))
        #expect(seen.values.allSatisfy { $0 == 1 })
        let rows = (0..<pieces.count).filter { $0 % pieces.stretches == 0 }.flatMap { Array(pieces.rows(of: $0)) }
        #expect(rows == Array(0..<neurons))
      }
    }
  }

  @Test("A wide machine has work for all of its threads, also where neurons are few")
  func wide() {
    #expect(SweepPieces(neurons: 2000, inputs: 784, threads: 64).count >= 128)
    #expect(SweepPieces(neurons: 10, inputs: 10_000, threads: 64).count >= 128)
  }
}
