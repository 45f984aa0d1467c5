import HebbSupport
import HebbTensor
import Testing

@testable import HebbPlasticity

@Suite("Földiák's competition")
struct FoldiakCompetitionTests {
  private func isInhibition(_ q: Tensor) -> Bool {
    let n = q.shape[0]
    return (0..<n).allSatisfy { i in (0..<n).allSatisfy { q[i, $0] == q[$0, i] && q[i, $0] <= 0 } && q[i, i] == 0 }
  }

  @Test("Before anything is learned, neurons above 0 are active")
  func start() {
    for shape in ActivityFixture.shapes {
      let u = ActivityFixture.normal(shape)
      let y = FoldiakCompetition().compete(.dense(u), state: PlasticState())
      #expect(y.dense == u.mapped { $0 > 0 ? 1 : 0 })
    }
  }

  @Test("Activity is what settles above one half")
  func settles() {
    let (u, q) = (ActivityFixture.normal([30, 11]), LateralSettlingTests.lateral(11, strength: 0.8))
    let y = FoldiakCompetition(steps: 500).compete(.dense(u), state: PlasticState(["lateral": q])).dense
    let settled = LateralSettling(lateral: q, steepness: 10, timeStep: 0.1).settled(u, steps: 500)
    #expect(y == settled.mapped { $0 > 0.5 ? 1 : 0 })
    #expect(y.elements.contains(1) && y != u.mapped { $0 > 0 ? 1 : 0 })
  }

  @Test("Lateral weights follow the mean of −α (yᵢ yⱼ − p²), never above 0 and never to oneself")
  func learning() {
    let stage = FoldiakCompetition(rate: 0.3, probability: 0.4)
    var state = PlasticState()
    var q = [[Double]](repeating: [Double](repeating: 0, count: 6), count: 6)
    for batch in 0..<20 {
      let samples = batch % 4
      let y = ActivityFixture.normal([samples, 6], seed: UInt64(batch)).mapped { $0 > 0 ? 1 : 0 }
      stage.adapt(to: batch % 3 == 0 ? .dense(y) : .sparse(SparseRows(onesWhere: y, exceed: 0.5)), state: &state)
      guard samples > 0 else { continue }
      for i in 0..<6 {
        for j in 0..<6 where i != j {
          let together = (0..<samples).reduce(0.0) { $0 + Double(y[$1, i] * y[$1, j]) } / Double(samples)
          q[i][j] = min(0, q[i][j] - 0.3 * (together - 0.16))
        }
      }
      #expect(ActivityFixture.difference(state["lateral"] ?? Tensor(shape: [0]), q) < 1e-6)
    }
  }

  @Test("Lateral weights stay symmetric and at most 0 over many batches of any activity")
  func symmetric() throws {
    var state = PlasticState()
    for batch in 0..<300 {
      let u = ActivityFixture.normal([batch % 5, 13], seed: UInt64(batch))
      // Graded activity too, as another stage behind this one would leave it.
      let y = batch % 2 == 0 ? FoldiakCompetition().compete(.dense(u), state: state) : .dense(u)
      FoldiakCompetition().adapt(to: y, state: &state)
    }
    #expect(isInhibition(try #require(state["lateral"])))
  }

  @Test("Neurons that are active together learn to inhibit each other, and then are no more")
  func decorrelates() {
    var state = PlasticState()
    let u = Tensor(shape: [1, 2], elements: [1, 0.9])
    for _ in 0..<50 {
      FoldiakCompetition().adapt(to: FoldiakCompetition().compete(.dense(u), state: state), state: &state)
    }
    #expect(FoldiakCompetition().compete(.dense(u), state: state).dense.elements == [1, 0])
  }

  @Test("An empty batch changes nothing, and weights of another number of neurons are not used")
  func states() {
    var state = PlasticState()
    FoldiakCompetition().adapt(to: .dense(Tensor(shape: [0, 4])), state: &state)
    #expect(state["lateral"] == nil)
    state["lateral"] = Tensor(shape: [3, 3], filledWith: -1)
    let u = Tensor(shape: [1, 4], filledWith: 1)
    #expect(FoldiakCompetition().compete(.dense(u), state: state).dense == u)
  }

  @Test("While thresholds alone adapt, lateral weights stay as they are")
  func onlyThresholds() throws {
    let plasticity = Plasticity(
      rule: Oja(), competition: [FoldiakCompetition()], homeostasis: FoldiakThreshold())
    var population = Population(plasticity, weights: Tensor(shape: [3, 2], filledWith: 1))
    let x = Tensor(shape: [4, 2], filledWith: 1)
    try population.learn(from: x, plastic: false)
    #expect(population.state["lateral"] == nil && population.thresholds[0] > 0)
    try population.learn(from: x)
    #expect(population.state["lateral"]?[0, 1] ?? 0 < 0)
  }

  @Test("Parameters come from names, and have ranges")
  func parameters() throws {
    let stage = try FoldiakCompetition(given: ["rate": 0.2, "steepness": 5, "steps": 50])
    #expect(stage.rate == 0.2 && stage.steepness == 5 && stage.steps == 50 && stage.probability == 0.125)
    #expect(throws: Problem.self) { try FoldiakCompetition(given: ["probability": 2]) }
    #expect(throws: Problem.self) { try FoldiakCompetition(given: ["timeStep": 0]) }
  }
}
