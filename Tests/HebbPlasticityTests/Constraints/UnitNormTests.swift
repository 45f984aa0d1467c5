import HebbPlasticity
import HebbTensor
import Testing

@Suite("Unit norm")
struct UnitNormTests {
  private func constrained(_ w: Tensor) -> Tensor {
    var (w, state) = (w, PlasticState())
    UnitNorm().apply(to: &w, state: &state)
    return w
  }

  @Test("Every neuron's weights have length 1, in the direction that they had")
  func definition() {
    for shape in ActivityFixture.shapes {
      let w = ActivityFixture.normal(shape)
      let expected = ActivityFixture.rows(w).map { row in
        let length = row.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
        return row.map { Double($0) / length }
      }
      #expect(ActivityFixture.difference(constrained(w), expected) < 1e-6)
    }
  }

  @Test("Twice is the same as once")
  func idempotent() {
    let once = constrained(ActivityFixture.normal([7, 33]))
    let twice = ActivityFixture.rows(constrained(once))
    #expect(ActivityFixture.difference(once, twice.map { $0.map(Double.init) }) < 1e-6)
  }

  @Test("Weights whose squares overflow still have a length")
  func large() {
    let w = constrained(Tensor(shape: [1, 2], elements: [3e30, -4e30])).elements
    #expect(abs(w[0] - 0.6) < 1e-6 && abs(w[1] + 0.8) < 1e-6)
  }

  @Test("Weights that are all 0 stay 0, and connections that do not exist too")
  func zeros() {
    #expect(constrained(Tensor(shape: [2, 3])) == Tensor(shape: [2, 3]))
    #expect(constrained(Tensor(shape: [1, 3], elements: [3, 0, 4]))[flat: 1] == 0)
    #expect(constrained(Tensor(shape: [4, 0])).count == 0)
  }
}
