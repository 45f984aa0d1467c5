import HebbPlasticity
import HebbTensor
import Testing

@Suite("The anti-Hebbian rule")
struct AntiHebbTests {
  @Test("with unit norm finds the last principal component")
  func lastComponent() throws {
    let data = try GaussianData(seed: 5)
    var neuron = Population(
      Plasticity(rule: AntiHebb(), constraints: [UnitNorm()], learningRate: 0.1, scale: .mean),
      weights: startingWeights(1, 6, seed: 5))
    for number in 0..<600 { try neuron.learn(from: data.batch(number, of: 400)) }
    #expect(angle(neuron.weights.rows[0], data.components[5]) < 1)
  }

  @Test("without it the neuron falls silent, first for what varies most")
  func silence() throws {
    let data = try GaussianData(seed: 6)
    var neuron = Population(
      Plasticity(rule: AntiHebb(), learningRate: 0.1, scale: .mean), weights: startingWeights(1, 6, seed: 6))
    let start = neuron.weights.rows[0]
    for number in 0..<30 { try neuron.learn(from: data.batch(number, of: 400)) }
    let left = data.components.map { abs(dot(neuron.weights.rows[0], $0) / dot(start, $0)) }
    #expect(left[0] < 1e-4)
    #expect(left[0] < left[2] && left[2] < left[5] && left[5] < 1)
  }
}
