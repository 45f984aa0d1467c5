import HebbSupport
import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("Dale's law")
struct DaleSignsTests {
  private func sign(_ value: Float) -> Float { value > 0 ? 1 : value < 0 ? -1 : 0 }

  @Test("Over 1,000 random updates every weight keeps the sign that it began with")
  func weights() {
    var (w, state) = (ActivityFixture.normal([4, 9]), PlasticState())
    let initial = w
    DaleSigns().begin(with: &w, state: &state)
    #expect(w == initial)
    var stopped = 0
    for update in 0..<1000 {
      w = w.combined(with: ActivityFixture.normal([4, 9], seed: UInt64(update))) { $0 + 0.3 * $1 }
      let wanted = w
      DaleSigns().apply(to: &w, state: &state)
      for i in 0..<w.count {
        #expect(w[flat: i] == (sign(wanted[flat: i]) == sign(initial[flat: i]) ? wanted[flat: i] : 0))
        if w[flat: i] == 0 { stopped += 1 }
      }
    }
    #expect(stopped > 1000)
  }

  @Test("A weight that begins at 0 gets its sign when it first differs from 0")
  func zero() {
    var (w, state) = (Tensor(shape: [1, 3], elements: [0, 0, 2]), PlasticState())
    DaleSigns().begin(with: &w, state: &state)
    for (wanted, kept) in [([-1, 0, 1], [-1, 0, 1]), ([2, 3, -1], [0, 3, 0]), ([-4, -1, 5], [-4, 0, 5])] {
      w = Tensor(shape: [1, 3], elements: wanted.map { Float($0) })
      DaleSigns().apply(to: &w, state: &state)
      #expect(w.elements == kept.map { Float($0) })
    }
  }

  @Test("With signs of inputs, all weights of an input have that of their initial sum, and keep it")
  func inputs() {
    let constraint = DaleSigns(signs: .input)
    var (w, state) = (ActivityFixture.normal([5, 8]), PlasticState())
    let initial = w
    let signs = w.columnSums().map(sign)
    constraint.begin(with: &w, state: &state)
    for i in 0..<w.count { #expect(w[flat: i] == signs[i % 8] * initial[flat: i].magnitude) }
    #expect(signs.contains(1) && signs.contains(-1))
    for update in 0..<1000 {
      w = w.combined(with: ActivityFixture.normal([5, 8], seed: UInt64(update))) { $0 + 0.3 * $1 }
      constraint.apply(to: &w, state: &state)
      for i in 0..<w.count { #expect(w[flat: i] * signs[i % 8] >= 0) }
    }
  }

  @Test("Signs are part of the state, so that they survive saving while a weight rests at 0")
  func saved() {
    var (w, state) = (Tensor(shape: [1, 1], filledWith: -1), PlasticState())
    DaleSigns().begin(with: &w, state: &state)
    w[flat: 0] = 1
    DaleSigns().apply(to: &w, state: &state)
    var restored = PlasticState(state.tensors)
    w[flat: 0] = 1
    DaleSigns().apply(to: &w, state: &restored)
    #expect(w[flat: 0] == 0)
  }

  @Test(
    "What is not a number stays so, and masks and empty weights pass through a population",
    arguments: DaleSigns.Carrier.allCases)
  func special(signs: DaleSigns.Carrier) {
    var (w, state) = (Tensor(shape: [1, 2], elements: [.nan, 1]), PlasticState())
    DaleSigns(signs: signs).apply(to: &w, state: &state)
    #expect(w[flat: 0].isNaN && w[flat: 1] == 1)
    let plasticity = Plasticity(rule: Oja(), constraints: [DaleSigns(signs: signs)])
    let mask = Tensor(shape: [2, 2], elements: [1, 0, 0, 1])
    #expect(
      Population(plasticity, weights: Tensor(shape: [2, 2], filledWith: -2), mask: mask).weights
        == mask.mapped { -2 * $0 })
    #expect(Population(plasticity, weights: Tensor(shape: [0, 3])).weights.count == 0)
  }

  @Test("Signs belong to weights or inputs")
  func parameters() throws {
    #expect(try DaleSigns(given: ["signs": "input"]).signs == .input)
    #expect(throws: Problem.self) { try DaleSigns(given: ["signs": "inputs"]) }
  }
}
