import HebbPlasticity
import HebbTensor
import Testing

@testable import HebbNetworks

/// The engine that serves all rules and layer kinds, held against the fused kernels where both can run a layer.
@Suite("Unfolded layers agree with the fused kernels")
struct UnfoldedTests {
  @Test("winners, activity, updates and thresholds after learning, over random networks of one layer")
  func agree() throws {
    for (index, example) in ReferenceTests.randomCases(count: 120, seed: 21).enumerated() {
      let seed = UInt64(index)
      func network(_ execution: HebbianNetwork.Execution) throws -> HebbianNetwork {
        try HebbianNetwork(
          input: example.input, layers: [example.layers[0]], seed: seed, patchWhitening: nil, precision: .float32,
          parallel: Parallel(threads: 2), kernels: nil, execution: execution)
      }
      let (fused, unfolded) = (try network(.fused), try network(.unfolded))
      var random = RandomStream(seed: seed, "images and thresholds")
      let thresholds = (0..<example.layers[0].channels).map { _ in 0.3 * random.normal() }
      for layer in [fused.layers[0], unfolded.layers[0]] {
        try layer.restore(weights: fused.layers[0].weights, thresholds: thresholds, memory: [:], place: "layer")
      }
      let images = Tensor(
        shape: [example.images, example.input.count],
        elements: (0..<example.images * example.input.count).map { _ in 2 * random.normal() + 1 })
      let place: Comment = "case \(index): \(example)"
      try images.withUnsafeBufferPointer { memory in
        let batch = ImageBatch(
          images: (0..<example.images).map { memory.baseAddress! + $0 * example.input.count },
          mirrored: (0..<example.images).map { $0 % 2 == 1 })
        let (a, b) = (try fused.inspect(batch)[0], try unfolded.inspect(batch)[0])
        // A near tie may go either way: what follows from it then differs, too.
        guard a.winners == b.winners else {
          let differing = zip(a.winners.elements, b.winners.elements).count { $0 != $1 }
          #expect(differing <= 4, place)
          return
        }
        #expect(relativeError(b.activity.elements, a.activity.elements.map(Double.init)) < 1e-5, place)
        #expect(relativeError(b.weightChange.elements, a.weightChange.elements.map(Double.init)) < 1e-5, place)
        #expect(a.firingRates == b.firingRates, place)
        let wins = (try fused.learn(from: batch, plastic: true), try unfolded.learn(from: batch, plastic: true))
        #expect(wins.0 == wins.1, place)
      }
      let (a, b) = (fused.layers[0], unfolded.layers[0])
      #expect(relativeError(b.weights.elements, a.weights.elements.map(Double.init)) < 2e-5, place)
      #expect(relativeError(b.thresholds, a.thresholds.map(Double.init)) < 1e-5, place)
      #expect(a.connectionCount == b.connectionCount, place)
    }
  }
}
