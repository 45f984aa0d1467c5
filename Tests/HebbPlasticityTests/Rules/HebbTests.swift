import Foundation
import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("Hebb's rule")
struct HebbTests {
  @Test("grows as theory says: by e^(ηλ₁t), along the first principal component")
  func growth() throws {
    let data = try GaussianData(seed: 3)
    let rate = 0.01
    var neuron = Population(
      Plasticity(rule: Hebb(), learningRate: rate, scale: .mean), weights: startingWeights(1, 6, seed: 3))
    for number in 0..<400 { try neuron.learn(from: data.batch(number, of: 400)) }
    let before = length(neuron.weights.rows[0])
    for number in 0..<100 { try neuron.learn(from: data.batch(number, of: 400)) }
    let growth = log(length(neuron.weights.rows[0]) / before) / 100
    // In steps of η the exponential is (1 + ηλ₁)ᵗ.
    #expect(abs(growth / log(1 + rate * Double(data.variances[0])) - 1) < 1e-3)
    #expect(abs(growth / (rate * Double(data.variances[0])) - 1) < 0.05)
    #expect(angle(neuron.weights.rows[0], data.components[0]) < 1)
  }

  @Test("diverges in the end, and the error names rule, layer, step and cure")
  func divergence() throws {
    let data = try GaussianData(seed: 3)
    var neuron = Population(
      Plasticity(rule: Hebb(), learningRate: 10, scale: .mean), weights: startingWeights(1, 6, seed: 3),
      place: "layers.1")
    var before = neuron.weights
    let problem = #expect(throws: Problem.self) {
      for number in 0..<100 {
        before = neuron.weights
        try neuron.learn(from: data.batch(number, of: 400))
      }
    }
    #expect(neuron.weights == before)
    #expect(problem?.what.contains("“hebb” diverged at step \(neuron.step + 1)") == true)
    #expect(problem?.place == "layers.1")
    #expect(problem?.advice?.contains("unitNorm") == true && problem?.advice?.contains("oja") == true)
  }

  @Test("with unit norm finds the first principal component")
  func unitNorm() throws {
    let data = try GaussianData(seed: 4)
    var neuron = Population(
      Plasticity(rule: Hebb(), constraints: [UnitNorm()], learningRate: 0.1, scale: .mean),
      weights: startingWeights(1, 6, seed: 4))
    for number in 0..<200 { try neuron.learn(from: data.batch(number, of: 400)) }
    #expect(angle(neuron.weights.rows[0], data.components[0]) < 1)
  }
}
