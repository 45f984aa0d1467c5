import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("The BCM rule")
struct BCMTests {
  @Test("becomes selective to one of several orthogonal patterns", arguments: 0..<6 as Range<UInt64>)
  func selectivity(seed: UInt64) throws {
    // Four orthogonal patterns, shown equally often.
    let patterns = Tensor(
      [[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1], [1, -1, -1, 1]].map { $0.map { $0 / 2 } }, columns: 4)
    // Neurons that begin by responding to every pattern, each in its own way.
    let start = LinearAlgebra.multiply(startingWeights(3, 4, deviation: 1, seed: seed).mapped(abs), patterns)
    var neurons = Population(Plasticity(rule: BCM(rate: 0.2), learningRate: 0.05, scale: .mean), weights: start)
    for _ in 0..<8_000 { try neurons.learn(from: patterns) }
    let responses = LinearAlgebra.multiply(neurons.weights, patterns, transposingB: true).rows
    for responses in responses {
      let sorted = responses.sorted(by: >)
      // Where y = θ for one pattern and y = 0 for all others, θ = y²/4 makes y = 4.
      #expect(abs(sorted[0] - 4) < 0.05)
      #expect(sorted.dropFirst().allSatisfy { abs($0) < 0.05 })
    }
  }

  @Test("the threshold follows the mean of y² after it was used, from the one that is given")
  func threshold() throws {
    let x = Tensor([[1], [3]], columns: 1)
    let y = Tensor([[2, 1], [4, 1]], columns: 2)
    let activity = Activity(x: x, w: Tensor(shape: [2, 1], filledWith: 0.5), u: y, y: .dense(y))
    let rule = BCM(rate: 0.5, decay: 0.1, threshold: [1, 3])
    var state = PlasticState()
    let delta = try rule.update(for: activity, state: &state).delta(x: x, w: activity.w)
    // Σ y (y − θ) x − ε N w: 2·1·1 + 4·3·3 − 0.1 and 1·(−2)·1 + 1·(−2)·3 − 0.1
    #expect(agrees(delta.rows, [[37.9], [-8.1]]))
    // Means of y² are 10 and 1.
    #expect(state["bcm.threshold"]?.elements == [5.5, 2])
  }

  @Test("an empty batch leaves the threshold alone")
  func emptyBatch() throws {
    var state = PlasticState(["bcm.threshold": Tensor(shape: [2], elements: [1, 2])])
    let none = Tensor(shape: [0, 2])
    let activity = Activity(x: Tensor(shape: [0, 3]), w: Tensor(shape: [2, 3]), u: none, y: .dense(none))
    let delta = try BCM(decay: 1).update(for: activity, state: &state).delta(x: activity.x, w: activity.w)
    #expect(delta == Tensor(shape: [2, 3]))
    #expect(state["bcm.threshold"]?.elements == [1, 2])
  }

  @Test("a list of thresholds of another length than the layer is refused")
  func wrongCount() throws {
    var neurons = Population(
      Plasticity(rule: BCM(threshold: [1, 2, 3])), weights: Tensor(shape: [2, 2], filledWith: 1), place: "layers.0")
    let problem = #expect(throws: Problem.self) { try neurons.learn(from: Tensor(shape: [1, 2], filledWith: 1)) }
    #expect(problem?.what == "the rule “bcm” has 3 thresholds for 2 neurons")
    #expect(problem?.place == "layers.0")
  }
}
