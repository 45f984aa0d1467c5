import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("The rule of Krotov and Hopfield")
struct KrotovHopfieldTests {
  @Test("weights of neurons that learn come to lie on the unit sphere of the p-norm", arguments: [2.0, 3, 4])
  func unitSphere(p: Double) throws {
    let data = try GaussianData(seed: 1)
    var layer = Population(
      Plasticity(rule: KrotovHopfield(p: p, k: 2, delta: 0), learningRate: 0.002),
      weights: startingWeights(4, 6, deviation: 0.5, seed: 1))
    for number in 0..<6_000 { try layer.learn(from: data.batch(number, of: 10)) }
    for w in layer.weights.rows { #expect(abs(w.map { signedPower(abs($0), p) }.sum - 1) < 0.05) }
  }

  @Test("the strongest and the k-th strongest neuron alone learn, in two places of a sparse row")
  func sparse() throws {
    let x = Tensor([[1.0]], columns: 1)
    let w = Tensor([[2.0], [9], [5], [7]], columns: 1)
    let u = Tensor([[2.0, 9, 5, 7]], columns: 4)
    var state = PlasticState()
    let activity = Activity(x: x, w: w, u: u, y: .dense(u))
    let update = try KrotovHopfield(p: 2, k: 3, delta: 0.5).update(for: activity, state: &state)
    guard case .canonical(let canonical) = update, case .sparse(let rows) = canonical.post else {
      Issue.record("not sparse")
      return
    }
    #expect(rows.indices == [1, 2] && rows.values == [1, -0.5])
  }

  @Test("a rank beyond the number of neurons is refused")
  func tooFewNeurons() throws {
    var layer = Population(Plasticity(rule: KrotovHopfield(k: 3)), weights: Tensor(shape: [2, 2]), place: "layers.0")
    let problem = #expect(throws: Problem.self) { try layer.learn(from: Tensor(shape: [1, 2])) }
    #expect(problem?.what.contains("there are 2 neurons") == true)
    #expect(problem?.place == "layers.0")
  }
}
