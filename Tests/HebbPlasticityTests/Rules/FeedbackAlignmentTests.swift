import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("Direct feedback alignment")
struct FeedbackAlignmentTests {
  @Test("a hidden layer learns by random feedback what a fixed one cannot give to the read-out")
  func learns() throws {
    let learned = try errorAfterTraining(hiddenRate: 0.2)
    let fixed = try errorAfterTraining(hiddenRate: 0)
    #expect(learned < 0.5 * fixed)
  }

  /// The mean squared error of a linear read-out that learns by the delta rule, on a target that no linear read-out of the
  /// inputs reaches.
  private func errorAfterTraining(hiddenRate: Double) throws -> Double {
    var random = RandomStream(seed: 1, "task")
    let x = Tensor(shape: [60, 4], elements: (0..<240).map { _ in random.normal() })
    let target = Tensor(x.rows.map { [$0[0] * $0[1], abs($0[2])] }, columns: 2)
    var hidden = Population(
      Plasticity(rule: FeedbackAlignment(derivative: .tanh), learningRate: hiddenRate, scale: .mean),
      weights: startingWeights(20, 4, deviation: 0.7, seed: 1), place: "layers.0", seed: 1)
    var output = Tensor(shape: [2, 20])
    var squares = 0.0
    for _ in 0..<1_500 {
      let y = hidden.respond(to: x).u.mapped { 1 - 2 / (1 + Float(exponential(2 * Double($0)))) }
      let error = target.combined(with: LinearAlgebra.multiply(y, output, transposingB: true), -)
      squares = error.elements.map { Double($0 * $0) }.sum / 60
      let step = LinearAlgebra.multiply(error, y, transposingA: true)
      output = output.combined(with: step) { $0 + 0.2 / 60 * $1 }
      try hidden.learn(from: x, signals: Signals(outputError: error))
    }
    return squares
  }

  @Test("the feedback is drawn once from seed and place, and then remembered")
  func feedback() throws {
    var random = RandomStream(seed: 1, "feedback")
    var batch = RandomBatch(
      BatchShape(lanes: 2, steps: [1], neurons: 40, inputs: 2, outputs: 25), steps: 1, using: &random
    ).activity
    var (state, again) = (PlasticState(), PlasticState())
    _ = try FeedbackAlignment().update(for: batch, state: &state)
    let drawn = try #require(state["feedbackAlignment.feedback"])
    #expect(drawn.shape == [40, 25])
    // 1000 normal numbers of variance 1/25.
    #expect(abs(drawn.elements.map { Double($0 * $0) }.sum / 1000 - 0.04) < 0.01)
    batch.seed = 99
    _ = try FeedbackAlignment().update(for: batch, state: &state)
    #expect(state["feedbackAlignment.feedback"] == drawn)
    _ = try FeedbackAlignment().update(for: batch, state: &again)
    #expect(again["feedbackAlignment.feedback"] != drawn)
  }

  @Test("a missing error, or one with other rows than the batch, is refused")
  func missingError() throws {
    var layer = Population(Plasticity(rule: FeedbackAlignment()), weights: Tensor(shape: [2, 2]), place: "layers.3")
    let x = Tensor(shape: [4, 2])
    let missing = #expect(throws: Problem.self) { try layer.learn(from: x) }
    #expect(missing?.what == "the rule “feedbackAlignment” needs the error of the network's output")
    #expect(missing?.place == "layers.3" && missing?.advice?.contains("signals.outputError") == true)
    let short = Signals(outputError: Tensor(shape: [3, 2]))
    let wrong = #expect(throws: Problem.self) { try layer.learn(from: x, signals: short) }
    #expect(wrong?.what.contains("[3, 2]") == true && wrong?.what.contains("4 samples") == true)
  }
}
