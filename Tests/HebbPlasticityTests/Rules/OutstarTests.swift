import HebbPlasticity
import HebbTensor
import Testing

@Suite("The outstar rule")
struct OutstarTests {
  @Test("each input comes to recall the pattern that it was seen with")
  func recall() {
    let patterns: Matrix = [[1, 0, 0.5, 0.2], [0, 0.7, 0.1, 0.9], [0.3, 0.3, 1, 0]]
    let x = Tensor([[1, 0, 0], [0, 1, 0], [0, 0, 1]], columns: 3)
    var w = startingWeights(4, 3, seed: 1)
    var state = PlasticState()
    for _ in 0..<200 {
      let u = LinearAlgebra.multiply(x, w, transposingB: true)
      let activity = Activity(x: x, w: w, u: u, y: .dense(Tensor(patterns, columns: 4)))
      let delta = Outstar().update(for: activity, state: &state).delta(x: x, w: w)
      w = w.combined(with: delta) { $0 + 0.1 * $1 }
    }
    let recalled = LinearAlgebra.multiply(x, w, transposingB: true).rows
    #expect(distance(recalled, patterns).error < 1e-4)
  }
}
