import HebbPlasticity
import HebbTensor
import Testing

@Suite("Oja's subspace rule")
struct SubspaceTests {
  @Test("converges to orthonormal weights that span the leading components", arguments: 0..<3 as Range<UInt64>)
  func span(seed: UInt64) throws {
    let data = try GaussianData(seed: seed)
    var layer = Population(
      Plasticity(rule: Subspace(), learningRate: 0.1, scale: .mean), weights: startingWeights(3, 6, seed: seed))
    for number in 0..<600 { try layer.learn(from: data.batch(number, of: 400)) }
    let weights = layer.weights.rows
    for (i, w) in weights.enumerated() {
      let inside = (0..<3).map { k in data.components[k].map { $0 * dot(w, data.components[k]) } }
      let projection = w.indices.map { j in inside.map { $0[j] }.sum }
      #expect(angle(w, projection) < 1)
      for (k, other) in weights.enumerated() { #expect(abs(dot(w, other) - (i == k ? 1 : 0)) < 1e-3) }
    }
  }
}
