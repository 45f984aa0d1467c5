import HebbPlasticity
import HebbTensor
import Testing

@Suite("The covariance rule")
struct CovarianceTests {
  static let rules = [Covariance(), Covariance(means: .running, rate: 0.05)]

  @Test("a constant input teaches nothing, however strong it is", arguments: 0..<2)
  func constantInput(_ index: Int) throws {
    let data = try GaussianData(seed: 7)
    // The last input becomes a constant beside the others.
    let x = Tensor(data.samples.rows.map { $0.dropLast() + [50] }, columns: 6)
    var layer = Population(
      Plasticity(rule: Self.rules[index], constraints: [], learningRate: 0.01, scale: .mean),
      weights: startingWeights(2, 6, seed: 7))
    let start = layer.weights.rows.map { $0[5] }
    for _ in 0..<50 { try layer.learn(from: x) }
    for (w, before) in zip(layer.weights.rows, start) { #expect(abs(w[5] - before) < 1e-4) }

    var hebb = Population(
      Plasticity(rule: Hebb(), learningRate: 0.0001, scale: .mean), weights: startingWeights(2, 6, seed: 7))
    for _ in 0..<50 { try hebb.learn(from: x) }
    for (w, before) in zip(hebb.weights.rows, start) { #expect(abs(w[5] / before) > 1e4) }
  }

  @Test("a mean of the data does not change the direction that is learned")
  func offset() throws {
    let data = try GaussianData(seed: 8)
    let means = data.samples.columnSums().map { $0 / 400 }
    let centred = Tensor(data.samples.rows.map { row in zip(row, means).map { $0 - Double($1) } }, columns: 6)
    let shifted = centred.mapped { $0 + 10 }
    let moments = LinearAlgebra.multiply(centred, centred, transposingA: true)
    let first = try LinearAlgebra.symmetricEigen(moments).vectors.rows[5]
    var neuron = Population(
      Plasticity(rule: Covariance(), constraints: [UnitNorm()], learningRate: 0.1, scale: .mean),
      weights: startingWeights(1, 6, seed: 8))
    for _ in 0..<200 { try neuron.learn(from: shifted) }
    #expect(angle(neuron.weights.rows[0], first) < 1)
  }

  @Test("a single sample deviates from no mean of its batch")
  func singleSample() {
    var random = RandomStream(seed: 1, "single")
    let batch = RandomBatch(BatchShape(lanes: 1, steps: [1], neurons: 3, inputs: 2), steps: 1, using: &random).activity
    var state = PlasticState()
    let delta = Covariance().update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
    #expect(delta == Tensor(shape: [3, 2]))
    #expect(state == PlasticState())
  }
}
