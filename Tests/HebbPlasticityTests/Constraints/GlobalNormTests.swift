import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("Global norm")
struct GlobalNormTests {
  private func constrained(_ w: Tensor, _ constraint: GlobalNorm) -> Tensor {
    var (w, state) = (w, PlasticState())
    constraint.apply(to: &w, state: &state)
    return w
  }

  private func length(_ w: Tensor) -> Double {
    w.elements.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
  }

  @Test("All weights together have the length given, in the direction that they had", arguments: [0.5, 3, 1000])
  func definition(norm: Double) {
    for shape in ActivityFixture.shapes where shape[0] > 0 {
      let w = ActivityFixture.normal(shape)
      let expected = ActivityFixture.rows(w).map { row in row.map { Double($0) * norm / length(w) } }
      #expect(ActivityFixture.difference(constrained(w, GlobalNorm(norm: norm)), expected) < 1e-6)
    }
  }

  @Test("The standard length is the square root of the number of neurons, as if each had length 1")
  func standard() {
    #expect(abs(length(constrained(ActivityFixture.normal([9, 40]), GlobalNorm())) - 3) < 1e-5)
  }

  @Test("Twice is the same as once, and weights that are all 0 stay 0")
  func idempotent() {
    let once = constrained(ActivityFixture.normal([7, 33]), GlobalNorm(norm: 2))
    let twice = constrained(once, GlobalNorm(norm: 2))
    #expect(ActivityFixture.difference(twice, ActivityFixture.rows(once).map { $0.map(Double.init) }) < 1e-6)
    #expect(constrained(Tensor(shape: [2, 3]), GlobalNorm()) == Tensor(shape: [2, 3]))
    #expect(constrained(Tensor(shape: [0, 3]), GlobalNorm()).count == 0)
  }

  @Test("The length is not negative")
  func parameters() throws {
    #expect(try GlobalNorm(given: ["norm": 4]).norm == 4)
    #expect(throws: Problem.self) { try GlobalNorm(given: ["norm": -4]) }
  }
}
