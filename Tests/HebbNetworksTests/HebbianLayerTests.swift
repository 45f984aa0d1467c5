import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@testable import HebbNetworks

@Suite("A Hebbian layer")
struct HebbianLayerTests {
  private func layer(connectivity: Double = 1, seed: UInt64 = 1) throws -> any HebbianLayer {
    try HebbianNetwork(
      input: ImageShape(channels: 2, height: 6, width: 6),
      layers: [LayerDescription.convolution(channels: 6, kernel: 3, connectivity: connectivity)], seed: seed
    ).layers[0]
  }

  @Test("Weight vectors start at unit length, and thresholds at zero", arguments: [1, 0.3])
  func initial(connectivity: Double) throws {
    let layer = try layer(connectivity: connectivity)
    #expect(layer.weights.shape == [6, 2, 3, 3])
    #expect(layer.thresholds == [Float](repeating: 0, count: 6))
    for neuron in 0..<6 {
      let norm = layer.weights.elements[neuron * 18..<(neuron + 1) * 18].reduce(0) { $0 + $1 * $1 }
      #expect(abs(norm - 1) < 1e-5)
    }
    #expect(layer.weights.elements.count { $0 != 0 } == layer.connectionCount)
    #expect(connectivity == 1 ? layer.connectionCount == 108 : layer.connectionCount < 80)
  }

  @Test("Saved weights and thresholds are restored as they are", arguments: [1, 0.3])
  func restore(connectivity: Double) throws {
    let (saved, layer) = (try layer(connectivity: connectivity), try layer(connectivity: connectivity))
    var weights = saved.weights
    for i in 0..<weights.count { weights[flat: i] *= 0.5 }
    let thresholds = (0..<6).map { Float($0) / 7 }
    try layer.restore(weights: weights, thresholds: thresholds, memory: [:], place: "here")
    #expect(layer.weights.elements == weights.elements && layer.thresholds == thresholds)
  }

  @Test("What does not fit is a problem at the given place")
  func misfits() throws {
    let layer = try layer(connectivity: 0.3)
    let good = layer.weights
    var (spoiled, elsewhere) = (good, good)
    spoiled[flat: 0] = .nan
    let absent = try #require(good.elements.firstIndex(of: 0))
    elsewhere[flat: absent] = 1
    let zeros = [Float](repeating: 0, count: 6)
    for (weights, thresholds) in [
      (good, [0, 0]), (good, zeros.dropLast() + [.infinity]), (Tensor(shape: [6, 18]), zeros), (spoiled, zeros),
      (elsewhere, zeros),
    ] {
      let problem = #expect(throws: Problem.self) {
        try layer.restore(weights: weights, thresholds: thresholds, memory: [:], place: "here")
      }
      #expect(problem?.place == "here" && problem?.advice != nil)
    }
  }
}
