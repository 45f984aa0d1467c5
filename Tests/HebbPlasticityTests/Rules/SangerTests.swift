import HebbPlasticity
import HebbTensor
import Testing

@Suite("Sanger's rule")
struct SangerTests {
  @Test("converges to the leading principal components in order", arguments: 0..<3 as Range<UInt64>)
  func leadingComponents(seed: UInt64) throws {
    let data = try GaussianData(seed: seed)
    var layer = Population(
      Plasticity(rule: Sanger(), learningRate: 0.1, scale: .mean), weights: startingWeights(4, 6, seed: seed))
    for number in 0..<600 { try layer.learn(from: data.batch(number, of: 400)) }
    for (neuron, w) in layer.weights.rows.enumerated() {
      #expect(angle(w, data.components[neuron]) < 1, "neuron \(neuron)")
      #expect(abs(length(w) - 1) < 1e-3)
    }
  }

  @Test("its first neuron is Oja's, whatever the others do")
  func firstNeuronIsOja() {
    var random = RandomStream(seed: 1, "sanger")
    let batch = RandomBatch(BatchShape(lanes: 7, steps: [1], neurons: 5, inputs: 4), steps: 1, using: &random).activity
    var state = PlasticState()
    let sanger = Sanger().update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
    let oja = Oja().update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
    #expect(agrees([sanger.rows[0]], [oja.rows[0]]))
  }
}
