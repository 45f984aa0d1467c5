import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("Winner-take-all")
struct WinnerTakeAllTests {
  private func reference(_ winners: Int, _ row: [Float]) -> [Double] {
    let ranked = row.indices.filter { row[$0] > 0 }.sorted { (-row[$0], $0) < (-row[$1], $1) }
    let chosen = Set(ranked.prefix(winners))
    return row.indices.map { chosen.contains($0) ? 1 : 0 }
  }

  @Test("The k largest inputs win, if above 0", arguments: [1, 2, 5, 40, 1000])
  func largestWin(winners: Int) {
    for shape in ActivityFixture.shapes {
      for u in [ActivityFixture.normal(shape), ActivityFixture.tied(shape), ActivityFixture.normal(shape).mapped(-)] {
        let y = WinnerTakeAll(winners: winners).compete(.dense(u), state: PlasticState())
        #expect(ActivityFixture.difference(y.dense, ActivityFixture.rows(u).map { reference(winners, $0) }) == 0)
      }
    }
  }

  @Test("The result lists the winners of each row in ascending order, and has room for k of them")
  func layout() {
    let u = Tensor(shape: [3, 4], elements: [1, 3, 2, 4, -1, 5, -2, -3, -1, -1, 0, .nan])
    let y = WinnerTakeAll(winners: 2).compete(.dense(u), state: PlasticState())
    #expect(
      y
        == .sparse(
          SparseRows(
            samples: 3, neurons: 4, perSample: 2, indices: [1, 3, 1, -1, -1, -1], values: [1, 1, 1, 0, 0, 0])))
  }

  @Test("After a stage that leaves few values, these compete")
  func sparseInput() {
    let u = ActivityFixture.sparse([6, 20], perSample: 5)
    let stage = WinnerTakeAll(winners: 2)
    #expect(stage.compete(.sparse(u), state: PlasticState()) == stage.compete(.dense(u.dense), state: PlasticState()))
  }

  @Test("There is at least one winner")
  func parameters() throws {
    #expect(try WinnerTakeAll(given: ["winners": 3]).winners == 3)
    #expect(throws: Problem.self) { try WinnerTakeAll(given: ["winners": 0]) }
    #expect(throws: Problem.self) { try WinnerTakeAll(given: ["winners": 1.5]) }
  }
}
