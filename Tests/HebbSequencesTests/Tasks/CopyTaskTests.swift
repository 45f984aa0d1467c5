import HebbSequences
import HebbSupport
import Testing

@Suite("The copy task")
struct CopyTaskTests {
  private static let settings = [(8, 10, 20), (2, 1, 0), (254, 3, 1), (5, 4, 0)]

  /// Symbol by symbol, as the task is described.
  private func expected(reading symbols: [UInt8], lag: Int, blank: UInt8, cue: UInt8) -> [(UInt8, UInt8, Bool)] {
    var steps: [(UInt8, UInt8, Bool)] = symbols.map { ($0, blank, false) }
    for _ in 0..<lag { steps.append((blank, blank, false)) }
    for (place, symbol) in symbols.enumerated() { steps.append((place == 0 ? cue : blank, symbol, true)) }
    return steps
  }

  @Test("Symbols, blanks, a cue, and the same symbols as answers", arguments: settings)
  func answers(symbols: Int, length: Int, lag: Int) throws {
    let task = try CopyTask(symbols: symbols, length: length, lag: lag)
    let (lanes, blank) = (7, UInt8(symbols))
    let batch = task.batch(seed: 3, index: 2, lanes: lanes)
    #expect(batch.length == task.steps && batch.lanes == lanes && batch.answers == lanes * length)
    let counts = try #require(batch.counts)
    for lane in 0..<lanes {
      let read = (0..<length).map { batch.inputs[$0 * lanes + lane] }
      #expect(read.allSatisfy { $0 < blank })
      for (step, expected) in expected(reading: read, lag: lag, blank: blank, cue: blank + 1).enumerated() {
        let place = step * lanes + lane
        #expect((batch.inputs[place], batch.targets[place], counts[place]) == expected, "step \(step)")
      }
    }
    #expect(batch.inputs.allSatisfy { Int($0) < task.alphabet })
  }

  @Test("A batch is a function of seed and index, and a lane does not depend on the others")
  func reproduced() throws {
    let task = try CopyTask()
    let batch = task.batch(seed: 1, index: 0, lanes: 4)
    #expect(task.batch(seed: 1, index: 0, lanes: 4) == batch)
    #expect(task.batch(seed: 1, index: 1, lanes: 4) != batch)
    #expect(task.batch(seed: 2, index: 0, lanes: 4) != batch)
    let alone = task.batch(seed: 1, index: 0, lanes: 1)
    #expect((0..<task.steps).allSatisfy { alone.inputs[$0] == batch.inputs[$0 * 4] })
  }

  @Test("All symbols are about equally frequent, and guessing costs log₂ of their number")
  func frequencies() throws {
    let task = try CopyTask(symbols: 4, length: 10, lag: 0)
    let batch = task.batch(seed: 1, index: 0, lanes: 1000)
    for symbol in UInt8(0)..<4 {
      #expect((2300...2700).contains(batch.inputs.count { $0 == symbol }))
    }
    #expect(task.chanceBits == 2)
  }

  @Test("Sizes that make no task are problems", arguments: [(1, 5, 5), (255, 5, 5), (8, 0, 5), (8, 5, -1)])
  func wrong(symbols: Int, length: Int, lag: Int) {
    #expect(throws: Problem.self) { try CopyTask(symbols: symbols, length: length, lag: lag) }
  }
}
