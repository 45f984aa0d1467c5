import HebbSequences
import HebbSupport
import Testing

@Suite("The recall task")
struct RecallTaskTests {
  @Test(
    "Pairs with different keys, blanks, and a key whose value is the answer",
    arguments: [(8, 4, 10), (2, 1, 0), (127, 127, 1), (5, 5, 0)])
  func answers(symbols: Int, pairs: Int, lag: Int) throws {
    let task = try RecallTask(symbols: symbols, pairs: pairs, lag: lag)
    let (lanes, blank) = (9, 2 * symbols)
    let batch = task.batch(seed: 3, index: 2, lanes: lanes)
    #expect(batch.length == 2 * pairs + lag + 1 && batch.lanes == lanes && batch.answers == lanes)
    let counts = try #require(batch.counts)
    for lane in 0..<lanes {
      let read = (0..<task.steps).map { Int(batch.inputs[$0 * lanes + lane]) }
      var values: [Int: Int] = [:]
      for pair in 0..<pairs { values[read[2 * pair]] = read[2 * pair + 1] }
      #expect(values.count == pairs)
      #expect(values.keys.allSatisfy { $0 < symbols })
      #expect(values.values.allSatisfy { (symbols..<2 * symbols).contains($0) })
      #expect(read[(2 * pairs)..<(2 * pairs + lag)].allSatisfy { $0 == blank })
      for step in 0..<task.steps {
        let isLast = step == task.steps - 1
        let answer = isLast ? values[read[step]] : blank
        #expect(Int(batch.targets[step * lanes + lane]) == answer)
        #expect(counts[step * lanes + lane] == isLast)
      }
    }
    #expect(batch.inputs.allSatisfy { Int($0) < task.alphabet })
  }

  @Test("A batch is a function of seed and index, and a lane does not depend on the others")
  func reproduced() throws {
    let task = try RecallTask()
    let batch = task.batch(seed: 1, index: 0, lanes: 4)
    #expect(task.batch(seed: 1, index: 0, lanes: 4) == batch)
    #expect(task.batch(seed: 1, index: 1, lanes: 4) != batch)
    #expect(task.batch(seed: 2, index: 0, lanes: 4) != batch)
    let alone = task.batch(seed: 1, index: 0, lanes: 1)
    #expect((0..<task.steps).allSatisfy { alone.inputs[$0] == batch.inputs[$0 * 4] })
  }

  @Test("Every pair is asked for about equally often")
  func asked() throws {
    let task = try RecallTask(symbols: 8, pairs: 4, lag: 0)
    let (lanes, batch) = (2000, task.batch(seed: 1, index: 0, lanes: 2000))
    var times = [Int](repeating: 0, count: 4)
    for lane in 0..<lanes {
      let asked = batch.inputs[(task.steps - 1) * lanes + lane]
      for pair in 0..<4 where batch.inputs[2 * pair * lanes + lane] == asked { times[pair] += 1 }
    }
    #expect(times.reduce(0, +) == lanes && times.allSatisfy { (420...580).contains($0) })
    #expect(task.chanceBits == 3)
  }

  @Test("Sizes that make no task are problems", arguments: [(1, 1, 5), (128, 5, 5), (8, 0, 5), (8, 9, 5), (8, 5, -1)])
  func wrong(symbols: Int, pairs: Int, lag: Int) {
    #expect(throws: Problem.self) { try RecallTask(symbols: symbols, pairs: pairs, lag: lag) }
  }
}
