import HebbPlasticity
import HebbTensor
import Testing

@Suite("The instar rule")
struct InstarTests {
  @Test("weights become the mean of the inputs, weighted by the activity they cause")
  func weightedMean() throws {
    var random = RandomStream(seed: 1, "instar")
    let shape = BatchShape(lanes: 9, steps: [1], neurons: 3, inputs: 4)
    var batch = RandomBatch(shape, steps: 1, using: &random).activity
    let y = batch.y.dense.mapped { abs($0) }
    batch.y = .dense(y)
    for _ in 0..<300 {
      var state = PlasticState()
      let delta = Instar().update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
      batch.w = batch.w.combined(with: delta) { $0 + 0.05 * $1 }
    }
    let (x, weights) = (batch.x.rows, y.rows)
    for i in 0..<3 {
      let total = weights.map { $0[i] }.sum
      let mean = (0..<4).map { j in x.indices.map { weights[$0][i] * x[$0][j] }.sum / total }
      #expect(length(zip(batch.w.rows[i], mean).map { $0 - $1 }) < 1e-4)
    }
  }
}
