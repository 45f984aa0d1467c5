import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@testable import HebbNetworks

@Suite("A network that learns by back-propagation")
struct BackpropagationNetworkTests {
  private static let input = ImageShape(channels: 2, height: 11, width: 10)

  private static func layer(
    _ activation: Activation, kernel: Int = 3, _ change: (inout LayerDescription) -> Void = { _ in }
  ) -> LayerDescription {
    var layer = LayerDescription.convolution(channels: 7, kernel: kernel, activation: activation)
    change(&layer)
    return layer
  }

  private static let free = Plasticity(rule: Oja())

  /// Every part that a layer can have; each network is run by the engine that the library chooses for it.
  static let networks: [String: [LayerDescription]] = [
    "winners": [layer(.winners), layer(.winners, kernel: 2)],
    "triangle, sparse": [layer(.triangle), layer(.triangle, kernel: 2) { $0.connectivity = 0.3 }],
    "two winners": [layer(.winners) { $0.plasticity.competition = [WinnerTakeAll(winners: 2)] }],
    "rectified, patches": [layer(.rectified) { $0.normalisation = .patch }],
    "linear with stride and margin": [
      layer(.linear) { ($0.stride, $0.padding, $0.normalisation) = (2, 1, .none) },
      layer(.tanh, kernel: 2) { $0.pool = .none },
    ],
    "powers, reflected, maximum": [
      layer(.triangle(power: 0.7)) {
        ($0.padding, $0.paddingMode, $0.normalisation) = (1, .reflect, .batch)
        $0.pool = Pooling(.maximum, size: 4, stride: 2, padding: 1)
      },
      layer(.triangle(power: 1.4)) {
        ($0.plasticity, $0.normalisation, $0.padding) = (free, .batch, 1)
        $0.pool = Pooling(.average, size: 3, stride: 2, padding: 1)
      },
    ],
    "linear and recurrent": [
      .recurrent(neurons: 6, free), .linear(neurons: 5, free, activation: .rectified, connectivity: 0.5),
      .linear(neurons: 4, free),
    ],
  ]

  private func network(_ layers: [LayerDescription], whitening: Tensor? = nil, threads: Int = 2) throws
    -> HebbianNetwork
  {
    try HebbianNetwork(
      input: Self.input, layers: layers, seed: 3, patchWhitening: whitening, parallel: Parallel(threads: threads))
  }

  /// Random images, every other one seen mirrored.
  private func withBatch<Result>(_ count: Int = 6, _ body: (ImageBatch) throws -> Result) rethrows -> Result {
    var random = RandomStream(seed: 5, "images")
    let images = Tensor(
      shape: [count, Self.input.count], elements: (0..<count * Self.input.count).map { _ in random.normal() })
    return try images.withUnsafeBufferPointer { pixels in
      try body(
        ImageBatch(
          images: (0..<count).map { pixels.baseAddress! + $0 * Self.input.count },
          mirrored: (0..<count).map { $0.isMultiple(of: 2) }))
    }
  }

  private func activities(_ network: HebbianNetwork, _ batch: ImageBatch) throws -> [[Float]] {
    let buffers = network.layers.map { BatchBuffer<Float>(rows: batch.count, count: $0.output.count) }
    try network.respond(to: batch) { image, layer, activity in
      buffers[layer][image].update(from: activity.baseAddress!, count: activity.count)
    }
    return zip(network.layers, buffers).map { layer, buffer in
      (0..<batch.count).flatMap { Array(UnsafeBufferPointer(start: buffer[$0], count: layer.output.count)) }
    }
  }

  private func expectAgreement(_ network: HebbianNetwork, _ other: BackpropagationNetwork) throws {
    try withBatch { batch in
      for (own, expected) in zip(other.respond(to: batch), try activities(network, batch)) {
        #expect(own.count == expected.count)
        let largest = expected.reduce(0) { max($0, abs($1)) }
        let error = zip(own.elements, expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
        #expect(error <= 2e-5 * max(largest, 1) && largest > 0)
      }
    }
  }

  @Test("With the same weights it answers as the Hebbian network does", arguments: networks.keys.sorted())
  func forward(name: String) throws {
    let network = try network(try #require(Self.networks[name]))
    // Thresholds that have settled, and running figures of batch normalisation.
    try withBatch { batch in for _ in 0..<3 { _ = try network.learn(from: batch, plastic: true) } }
    try expectAgreement(network, BackpropagationNetwork(network, classes: 3))
  }

  @Test(
    "Gradients agree with finite differences along random directions",
    arguments: networks.keys.sorted().filter { !$0.contains("winners") })
  func gradients(name: String) throws {
    let layers = try #require(Self.networks[name]).map { layer in
      // A power below 1 has an infinite slope at its kink, where differences mean nothing.
      var layer = layer
      if case .triangle(let power) = layer.activation, power < 1 { layer.activation = .triangle(power: 1.4) }
      return layer
    }
    let hasMaxima = layers.contains { $0.pool.kind == .maximum }
    let learner = try BackpropagationNetwork(network(layers), classes: 3)
    try withBatch(3) { batch in
      func outputs(_ parameters: [Variable]) throws -> Variable {
        try #require(learner.activities(of: batch, parameters) { $1.normalisedChannels().normalised }.last)
      }
      let parameters = Array(learner.parameters.dropLast(2))
      var random = RandomStream(seed: 4, "directions")
      func normal(_ shape: [Int]) -> Tensor {
        Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in random.normal() })
      }
      let variables = parameters.map { Variable($0) }
      let output = try outputs(variables)
      let weights = normal(output.shape)
      let gradients = (output * .constant(weights)).sum().gradients(withRespectTo: variables)
      for index in parameters.indices {
        let direction = normal(parameters[index].shape)
        func value(_ step: Float) throws -> Double {
          var moved = parameters
          moved[index] = moved[index].combined(with: direction) { $0 + step * $1 }
          let output = try outputs(moved.map { Variable.constant($0) }).value
          return zip(output.elements, weights.elements).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        }
        let own = zip(gradients[index].elements, direction.elements).reduce(0) { $0 + Double($1.0) * Double($1.1) }
        // A kink within the step spoils a difference, less so for smaller steps; maximum pooling is full of them.
        let errors = try [0x1p-10, 0x1p-11, 0x1p-12, 0x1p-13, 0x1p-14].map { (step: Float) in
          let numeric = (try value(step) - value(-step)) / (2 * Double(step))
          return abs(own - numeric) / max(1, abs(numeric))
        }
        #expect(try #require(errors.min()) < (hasMaxima ? 0.03 : 0.002), "parameter \(index): \(errors)")
      }
    }
  }

  @Test("With whitened receptive fields, too")
  func whitened() throws {
    var random = RandomStream(seed: 8, "whitening")
    let whitening = Tensor(shape: [18, 18], elements: (0..<18 * 18).map { _ in random.normal() })
    for activation in [Activation.triangle, .tanh] {
      let network = try network([Self.layer(activation)], whitening: whitening)
      try expectAgreement(network, BackpropagationNetwork(network, patchWhitening: whitening, classes: 3))
    }
  }

  @Test("What it has learned works in a Hebbian network as it does here", arguments: networks.keys.sorted())
  func install(name: String) throws {
    let network = try network(try #require(Self.networks[name]))
    let before = network.layers.map(\.weights)
    var learner = try BackpropagationNetwork(network, classes: 3, learningRate: 0.01)
    let labels = [0, 1, 2, 2, 1, 0]
    let steps = try withBatch { batch in try (0..<80).map { _ in try learner.learn(from: batch, labels: labels) } }
    #expect(steps[79].loss < 0.8 * steps[0].loss && abs(steps[0].loss - 1.0986) < 1e-3)
    try learner.install(in: network)
    #expect(zip(network.layers, before).allSatisfy { $0.weights != $1 })
    for (layer, before) in zip(network.layers, before) where layer.description.connectivity < 1 {
      #expect(zip(layer.weights.elements, before.elements).allSatisfy { $1 != 0 || $0 == 0 })
    }
    try expectAgreement(network, learner)
  }

  @Test("The weights have the same bits for any number of threads")
  func threads() throws {
    for name in ["winners", "powers, reflected, maximum"] {
      let results = try [1, 3].map { threads in
        var learner = try BackpropagationNetwork(
          network(try #require(Self.networks[name]), threads: threads), classes: 3)
        try withBatch { batch in for _ in 0..<3 { _ = try learner.learn(from: batch, labels: [0, 1, 2, 0, 1, 2]) } }
        return learner.parameters
      }
      #expect(results[0] == results[1])
    }
  }

  @Test("A competition without a gradient is refused, by the name of the layer")
  func refused() throws {
    let foldiak = Plasticity(rule: Foldiak(), competition: [FoldiakCompetition()], homeostasis: FoldiakThreshold())
    let network = try network([.linear(neurons: 5, foldiak, activation: .winners)])
    let found = #expect(throws: Problem.self) { try BackpropagationNetwork(network, classes: 3) }
    #expect(found?.place == "layers.0.activation")
  }

  @Test("A loss that is not finite is a problem")
  func divergence() throws {
    var learner = try BackpropagationNetwork(
      network([Self.layer(.linear) { $0.normalisation = .none }]), classes: 2)
    let images = Tensor(shape: [1, Self.input.count], filledWith: .nan)
    #expect(throws: Problem.self) {
      try images.withUnsafeBufferPointer {
        try learner.learn(from: ImageBatch(images: [$0.baseAddress!], mirrored: [false]), labels: [1])
      }
    }
  }
}
