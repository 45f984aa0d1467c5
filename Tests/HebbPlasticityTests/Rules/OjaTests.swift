import HebbPlasticity
import HebbTensor
import Testing

@Suite("Oja's rule")
struct OjaTests {
  @Test("converges to the first principal component, of unit length", arguments: 0..<4 as Range<UInt64>)
  func firstComponent(seed: UInt64) throws {
    let data = try GaussianData(seed: seed)
    var neuron = Population(
      Plasticity(rule: Oja(), learningRate: 0.05, scale: .mean), weights: startingWeights(1, 6, seed: seed))
    for number in 0..<300 { try neuron.learn(from: data.batch(number, of: 400)) }
    let w = neuron.weights.rows[0]
    #expect(angle(w, data.components[0]) < 1)
    #expect(abs(length(w) - 1) < 1e-3)
  }

  @Test("stays near it when it learns from single samples")
  func online() throws {
    let data = try GaussianData(seed: 9)
    var neuron = Population(
      Plasticity(rule: Oja(), learningRate: 0.0005), weights: startingWeights(1, 6, seed: 9))
    for number in 0..<8_000 { try neuron.learn(from: data.batch(number, of: 1)) }
    #expect(angle(neuron.weights.rows[0], data.components[0]) < 3)
    #expect(abs(length(neuron.weights.rows[0]) - 1) < 0.05)
  }

  @Test("a weight vector along the component does not move")
  func fixedPoint() throws {
    let data = try GaussianData(seed: 2)
    let w = Tensor([data.components[0]], columns: 6)
    let y = LinearAlgebra.multiply(data.samples, w, transposingB: true)
    var state = PlasticState()
    let activity = Activity(x: data.samples, w: w, u: y, y: .dense(y))
    let delta = Oja().update(for: activity, state: &state).delta(x: data.samples, w: w)
    #expect(length(delta.rows[0]) / 400 < 1e-5)
  }
}
