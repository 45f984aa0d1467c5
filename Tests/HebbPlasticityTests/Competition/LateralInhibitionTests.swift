import HebbSupport
import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("Lateral inhibition")
struct LateralInhibitionTests {
  private func inhibited(_ u: Tensor, _ stage: LateralInhibition) -> Tensor {
    stage.compete(.dense(u), state: PlasticState()).dense
  }

  @Test(
    "It subtracts the neighbourhood's mean rectified activity", arguments: [0.4, 1, 3], LateralInhibition.Edges.allCases
  )
  func definition(radius: Double, edges: LateralInhibition.Edges) {
    for shape in ActivityFixture.shapes {
      let (u, grid) = (ActivityFixture.normal(shape), NeuronGrid(neurons: shape[1]))
      func sums(_ row: [Float]) -> [Double] {
        GaussianNeighbourhoodTests.sums(row, grid, radius: radius, wraps: edges == .wrapped)
      }
      let norms = sums([Float](repeating: 1, count: shape[1]))
      let expected = ActivityFixture.rows(u).map { row in
        let total = sums(row.map { max(0, $0) })
        return row.indices.map { Double(row[$0]) - (norms[$0] > 0 ? 0.8 * total[$0] / norms[$0] : 0) }
      }
      let actual = inhibited(u, LateralInhibition(strength: 0.8, radius: radius, edges: edges))
      #expect(ActivityFixture.difference(actual, expected) < 1e-5)
    }
  }

  @Test("Equal neurons lose the same everywhere, in the middle and at the edges")
  func uniform() {
    let u = Tensor(shape: [1, 29], filledWith: 4)
    for edges in LateralInhibition.Edges.allCases {
      let y = inhibited(u, LateralInhibition(strength: 0.25, radius: 1.5, edges: edges))
      #expect(y.elements.allSatisfy { abs($0 - 3) < 1e-5 })
    }
  }

  @Test("With infinite radius each neuron loses the mean of all others")
  func wide() {
    let u = Tensor(shape: [1, 4], elements: [3, 6, -5, 9])
    let expected: [Double] = [3 - 5, 6 - 4, -5 - 6, 9 - 3]
    #expect(ActivityFixture.difference(inhibited(u, LateralInhibition(radius: 1e6)), [expected]) < 1e-6)
  }

  @Test("Neurons below 0 inhibit nobody, and one alone is left as it is")
  func none() {
    let negative = ActivityFixture.normal([2, 20]).mapped { -$0.magnitude }
    #expect(inhibited(negative, LateralInhibition()) == negative)
    let one = Tensor(shape: [2, 1], elements: [3, -2])
    #expect(inhibited(one, LateralInhibition(edges: .wrapped)) == one)
    let u = ActivityFixture.normal([2, 20])
    #expect(inhibited(u, LateralInhibition(strength: 0)) == u)
  }

  @Test("A neuron that is not a number disturbs no other")
  func notANumber() {
    var u = Tensor(shape: [1, 9], filledWith: 1)
    u[flat: 4] = .nan
    let y = inhibited(u, LateralInhibition()).elements
    #expect(y.indices.allSatisfy { y[$0].isNaN == ($0 == 4) })
  }

  @Test("After it, the winners of winner-take-all stand apart on the grid")
  func spreads() {
    // Two neighbours and one far away, nearly equally strong: the neighbours weaken each other.
    var u = Tensor(shape: [1, 25])
    (u[flat: 6], u[flat: 7], u[flat: 18]) = (10, 9.9, 9.8)
    let y = inhibited(u, LateralInhibition(strength: 1, radius: 0.7))
    let winners = WinnerTakeAll(winners: 1).compete(.dense(y), state: PlasticState()).dense
    #expect(winners[flat: 18] == 1)
  }

  @Test("Few values become many, as each reaches its neighbours")
  func sparseInput() {
    let u = ActivityFixture.sparse([4, 30], perSample: 3)
    let stage = LateralInhibition(radius: 2)
    #expect(stage.compete(.sparse(u), state: PlasticState()) == stage.compete(.dense(u.dense), state: PlasticState()))
  }

  @Test("Parameters come from names, and have ranges")
  func parameters() throws {
    let stage = try LateralInhibition(given: ["strength": 0.5, "radius": 2, "edges": "wrapped"])
    #expect(stage.strength == 0.5 && stage.radius == 2 && stage.edges == .wrapped)
    #expect(throws: Problem.self) { try LateralInhibition(given: ["radius": 0]) }
    #expect(throws: Problem.self) { try LateralInhibition(given: ["strength": -1]) }
    #expect(throws: Problem.self) { try LateralInhibition(given: ["edges": "round"]) }
  }
}
