import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("Weight decay")
struct WeightDecayTests {
  @Test("Every weight loses its share")
  func definition() {
    for shape in ActivityFixture.shapes {
      var (w, state) = (ActivityFixture.normal(shape), PlasticState())
      let expected = ActivityFixture.rows(w).map { row in row.map { 0.75 * Double($0) } }
      WeightDecay(rate: 0.25).apply(to: &w, state: &state)
      #expect(ActivityFixture.difference(w, expected) < 1e-6)
    }
  }

  @Test("Nothing decays before the first update; then each update counts, with or without input")
  func updates() throws {
    let weights = Tensor(shape: [1, 2], elements: [4, -8])
    var population = Population(Plasticity(rule: Oja(), constraints: [WeightDecay(rate: 0.5)]), weights: weights)
    #expect(population.weights == weights)
    for _ in 0..<3 { try population.learn(from: Tensor(shape: [1, 2])) }
    #expect(population.weights.elements == [0.5, -1])
  }

  @Test("The rate is a share")
  func parameters() throws {
    #expect(try WeightDecay(given: ["rate": 0.1]).rate == 0.1)
    #expect(throws: Problem.self) { try WeightDecay(given: ["rate": 1.1]) }
  }
}
