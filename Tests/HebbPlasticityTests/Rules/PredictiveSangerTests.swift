import HebbPlasticity
import HebbTensor
import Testing

@Suite("The predictive Sanger rule")
struct PredictiveSangerTests {
  @Test("activity comes to predict the next input of a sequence that repeats")
  func predicts() throws {
    // Five inputs light up in turn; the neurons' activity is an orthogonal code of what is seen now.
    let steps = 5
    let code = try LinearAlgebra.symmetricEigen(
      LinearAlgebra.multiply(
        startingWeights(steps, steps, seed: 1), startingWeights(steps, steps, seed: 1), transposingB: true)
    ).vectors
    var w = startingWeights(steps, steps, seed: 2)
    var state = PlasticState()
    let sequence = Tensor((0..<steps).map { t in (0..<steps).map { $0 == t * 2 % steps ? 1 : 0 } }, columns: steps)
    let y = LinearAlgebra.multiply(sequence, code)
    for _ in 0..<200 {
      let activity = Activity(x: sequence, w: w, u: y, y: .dense(y), lanes: 1)
      let delta = try PredictiveSanger().update(for: activity, state: &state).delta(x: sequence, w: w)
      w = w.combined(with: delta) { $0 + 0.2 * $1 }
    }
    let prediction = LinearAlgebra.multiply(y, w).rows
    let next = Array(sequence.rows.dropFirst()) + [sequence.rows[0]]
    #expect(distance(prediction, next).error < 1e-3)
  }

  @Test("with nothing before it, a first step teaches nothing")
  func firstStep() throws {
    var random = RandomStream(seed: 1, "first")
    let batch = RandomBatch(BatchShape(lanes: 4, steps: [1], neurons: 3, inputs: 2), steps: 1, using: &random).activity
    var state = PlasticState()
    let first = try PredictiveSanger().update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
    let second = try PredictiveSanger().update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
    #expect(first == Tensor(shape: [3, 2]))
    #expect(second != Tensor(shape: [3, 2]))
  }
}
