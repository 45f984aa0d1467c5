import Foundation
import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("Soft winner-take-all")
struct SoftWinnerTakeAllTests {
  private func soft(_ u: Tensor, _ temperature: Double) -> Tensor {
    SoftWinnerTakeAll(temperature: temperature).compete(.dense(u), state: PlasticState()).dense
  }

  @Test("It is the softmax of the inputs over the temperature", arguments: [0.05, 0.5, 1, 20])
  func softmax(temperature: Double) {
    for shape in ActivityFixture.shapes {
      let u = ActivityFixture.normal(shape)
      let expected = ActivityFixture.rows(u).map { row in
        let powers = row.map { exp((Double($0) - Double(row[0])) / temperature) }
        return powers.map { $0 / powers.reduce(0, +) }
      }
      #expect(ActivityFixture.difference(soft(u, temperature), expected) < 5e-6)
    }
  }

  @Test("The neurons' activities add up to 1", arguments: [1e-6, 0.01, 1, 100, 1e6])
  func sum(temperature: Double) {
    for shape in ActivityFixture.shapes {
      for row in ActivityFixture.rows(soft(ActivityFixture.normal(shape).mapped { 50 * $0 }, temperature)) {
        #expect(abs(row.reduce(0) { $0 + Double($1) } - 1) < 1e-5)
        #expect(row.allSatisfy { $0 >= 0 })
      }
    }
  }

  @Test("Towards temperature 0 the winner takes all, towards infinity all are equal")
  func limits() {
    var random = RandomStream(seed: 3, "permutation")
    let u = Tensor(shape: [5, 23], elements: (0..<5).flatMap { _ in random.permutation(of: 23).map { Float($0 + 1) } })
    let winners = WinnerTakeAll().compete(.dense(u), state: PlasticState()).dense
    #expect(soft(u, 0.01) == winners)
    #expect(ActivityFixture.difference(soft(u, 0.1), ActivityFixture.rows(winners).map { $0.map(Double.init) }) < 1e-4)
    #expect(soft(u, 1e6).elements.allSatisfy { abs($0 - 1 / 23) < 1e-5 })
  }

  @Test("What all inputs have in common does not matter")
  func shift() {
    let u = ActivityFixture.normal([3, 19])
    let shifted = soft(u.mapped { $0 - 5 }, 0.5)
    #expect(zip(shifted.elements, soft(u, 0.5).elements).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test("After a stage that leaves few values, all neurons compete")
  func sparseInput() {
    let u = ActivityFixture.sparse([4, 18], perSample: 3)
    let stage = SoftWinnerTakeAll(temperature: 0.3)
    #expect(stage.compete(.sparse(u), state: PlasticState()) == stage.compete(.dense(u.dense), state: PlasticState()))
  }

  @Test("The temperature is above 0")
  func parameters() throws {
    #expect(try SoftWinnerTakeAll(given: ["temperature": 0.2]).temperature == 0.2)
    #expect(throws: Problem.self) { try SoftWinnerTakeAll(given: ["temperature": 0]) }
  }
}
