import HebbPlasticity
import HebbTensor
import Testing

@Suite("SoftHebb")
struct SoftHebbTests {
  @Test("winners converge to unit length and to the directions of the clusters")
  func clusters() throws {
    var random = RandomStream(seed: 3, "clusters")
    let centres: Matrix = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    let x = Tensor((0..<300).map { n in centres[n % 3].map { $0 + 0.05 * Double(random.normal()) } }, columns: 3)
    var layer = Population(
      Plasticity(rule: SoftHebb(inverseTemperature: 8), learningRate: 0.05, scale: .mean),
      weights: Tensor([[0.5, 0.3, 0.3], [0.3, 0.5, 0.3], [0.3, 0.3, 0.5]], columns: 3))
    for _ in 0..<1_000 { try layer.learn(from: x) }
    for (w, centre) in zip(layer.weights.rows, centres) {
      #expect(abs(length(w) - 1) < 0.02)
      #expect(angle(w, centre) < 3)
    }
  }

  @Test("shares of the update add up: the winner's is that of the softmax, all others' negative; y plays no part")
  func signs() {
    let u = Tensor([[1.0, 3, 2], [1000, -1000, 999]], columns: 3)
    let activity = Activity(
      x: Tensor(shape: [2, 1]), w: Tensor(shape: [3, 1]), u: u, y: .dense(Tensor(shape: [2, 3], filledWith: .nan)))
    var state = PlasticState()
    guard case .canonical(let update) = SoftHebb().update(for: activity, state: &state) else { return }
    for (row, winner) in zip(update.post.dense.rows, [1, 0]) {
      #expect(abs(row.map(abs).sum - 1) < 1e-6)
      for (neuron, share) in row.enumerated() { #expect(neuron == winner ? share > 0 : share <= 0) }
    }
  }
}
