import HebbPlasticity
import HebbTensor
import Testing

@Suite("Surrogate losses")
struct SurrogateTests {
  static let pairs: [(Surrogate, any LearningRule)] = [
    (.hebb, Hebb()), (.instar, Instar()), (.oja, Oja()),
  ]

  @Test("the three losses of the paper give exactly the updates of their rules", arguments: 0..<3)
  func equalRules(_ index: Int) throws {
    let (surrogate, rule) = Self.pairs[index]
    var random = RandomStream(seed: 1, "surrogate")
    for shape in BatchShape.awkward {
      let batch = RandomBatch(shape, steps: shape.steps[0], using: &random).activity
      var state = PlasticState()
      let actual = surrogate.update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
      let expected = try rule.update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
      #expect(agrees(actual.rows, expected.rows), "\(shape)")
    }
  }

  @Test("a loss of one's own is a rule: here Hebb's with weight decay")
  func ownLoss() throws {
    let decaying = Surrogate(name: "decaying") { x, w, y in
      let graph = x.matmul(w, transposingB: true).replacingValue(with: y.value)
      return -0.5 * graph.squared().sum() + 0.01 * w.squared().sum()
    }
    var random = RandomStream(seed: 2, "surrogate")
    let batch = RandomBatch(BatchShape(lanes: 5, steps: [1], neurons: 4, inputs: 3), steps: 1, using: &random).activity
    var state = PlasticState()
    let delta = decaying.update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
    let hebb = Hebb().update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
    #expect(agrees(delta.rows, hebb.combined(with: batch.w) { $0 - 0.02 * $1 }.rows))
    #expect(!decaying.isEqual(to: Surrogate.hebb))
  }

  @Test("learning by it makes the same weights as learning by the rule", arguments: 0..<3)
  func populations(_ index: Int) throws {
    let (surrogate, rule) = Self.pairs[index]
    let data = try GaussianData(seed: 1)
    let start = startingWeights(5, 6, seed: 1)
    var pair = [surrogate as any LearningRule, rule].map {
      Population(
        Plasticity(rule: $0, competition: [WinnerTakeAll(winners: 2)], learningRate: 0.1, scale: .mean), weights: start)
    }
    for number in 0..<20 { for i in 0..<2 { try pair[i].learn(from: data.batch(number, of: 20)) } }
    #expect(agrees(pair[0].weights.rows, pair[1].weights.rows))
  }
}
