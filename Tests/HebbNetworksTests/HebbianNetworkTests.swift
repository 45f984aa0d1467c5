import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@testable import HebbNetworks

@Suite("A Hebbian network")
struct HebbianNetworkTests {
  private static let input = ImageShape(channels: 2, height: 14, width: 13)

  /// Every way to compute a layer: dense, gathering winners, sparse.
  private static let networks: [[LayerDescription]] = [
    [
      LayerDescription.convolution(channels: 17, kernel: 3),
      LayerDescription.convolution(channels: 9, kernel: 3, activation: .triangle),
    ],
    [
      LayerDescription.convolution(channels: 33, kernel: 4, activation: .triangle),
      LayerDescription.convolution(channels: 21, kernel: 2, winners: 2, activation: .linear, connectivity: 0.1),
    ],
    [
      LayerDescription.convolution(
        channels: 5, kernel: 3, rule: Hebb(), activation: .rectified, pool: 3, connectivity: 0.5)
    ],
  ]

  private func network(_ layers: [LayerDescription], threads: Int = 2, seed: UInt64 = 1) throws -> HebbianNetwork {
    try HebbianNetwork(input: Self.input, layers: layers, seed: seed, parallel: Parallel(threads: threads))
  }

  @Test("An empty batch teaches nothing and breaks nothing; images without pixels are a problem")
  func nothing() throws {
    let network = try network(Self.networks[0])
    let before = network.layers.map { [$0.weights.elements, $0.thresholds] }
    let wins = try network.learn(from: ImageBatch(images: [], mirrored: []), plastic: true)
    #expect(wins.flatMap(\.self).allSatisfy { $0 == 0 })
    #expect(network.layers.map { [$0.weights.elements, $0.thresholds] } == before)
    #expect(throws: Problem.self) {
      try HebbianNetwork(input: ImageShape(channels: 0, height: 8, width: 8), layers: Self.networks[0], seed: 1)
    }
  }

  /// Shows random images in batches of the given sizes.
  private func learn(_ network: HebbianNetwork, batches: [Int], spoil: (inout [Float]) -> Void = { _ in }) throws {
    var random = RandomStream(seed: 5, "images")
    for count in batches {
      var pixels = (0..<count * Self.input.count).map { _ in random.normal() }
      spoil(&pixels)
      let images = Tensor(shape: [count, Self.input.count], elements: pixels)
      try images.withUnsafeBufferPointer { pixels in
        _ = try network.learn(
          from: ImageBatch(
            images: (0..<count).map { pixels.baseAddress! + $0 * Self.input.count },
            mirrored: (0..<count).map { $0 % 3 == 0 }),
          plastic: true)
      }
    }
  }

  private func state(_ network: HebbianNetwork) -> [[UInt32]] {
    network.layers.map { ($0.weights.elements + $0.thresholds).map(\.bitPattern) }
  }

  @Test("It learns the same, bit for bit, with any number of threads", arguments: networks.indices)
  func threads(index: Int) throws {
    let states = try [1, 2, 7].map { threads in
      let network = try network(Self.networks[index], threads: threads)
      try learn(network, batches: [5, 13, 1, 13, 40])
      return state(network)
    }
    #expect(states[0] == states[1] && states[0] == states[2])
  }

  @Test("Weights follow from the seed")
  func seeds() throws {
    let networks = try [1, 1, 2].map { try network(Self.networks[0], seed: $0) }
    #expect(state(networks[0]) == state(networks[1]))
    #expect(state(networks[0]) != state(networks[2]))
  }

  @Test("A value that is not finite is a problem that names layer and image", arguments: [Float.nan, .infinity])
  func notFinite(value: Float) throws {
    let network = try network(Self.networks[0])
    let problem = #expect(throws: Problem.self) {
      try learn(network, batches: [4]) { $0[2 * Self.input.count + 7] = value }
    }
    #expect(problem?.place == "layers.0" && problem?.what.contains("image 2 of the batch") == true)
  }

  @Test("A learning rate that is far too large is a problem that names the layer", arguments: networks.indices)
  func divergence(index: Int) throws {
    var layers = Self.networks[index]
    layers[layers.count - 1].plasticity.learningRate = 1e38
    let network = try network(layers)
    let problem = #expect(throws: Problem.self) { try learn(network, batches: [4]) }
    #expect(problem?.place == "layers.\(layers.count - 1)")
  }

  @Test("An image of one colour has nothing to standardise, and does no harm")
  func constantImage() throws {
    let network = try network(Self.networks[1])
    try learn(network, batches: [3]) { for i in $0.indices { $0[i] = 7 } }
    #expect(network.layers.allSatisfy { $0.weights.elements.allSatisfy(\.isFinite) })
  }

  @Test("More weights than fit into memory are a problem that names the layer, before they are allocated")
  func tooManyWeights() {
    let layers = [
      LayerDescription.convolution(channels: 20_000, kernel: 1),
      LayerDescription.convolution(channels: 20_000, kernel: 1),
    ]
    let problem = #expect(throws: Problem.self) { try network(layers) }
    #expect(problem?.place == "layers.1" && problem?.what.contains("too many") == true)
  }

  @Test("No layers, and kernels that nobody has, are problems")
  func invalid() {
    #expect(throws: Problem.self) { try network([]) }
    #expect(throws: Problem.self) {
      try HebbianNetwork(input: Self.input, layers: Self.networks[0], seed: 1, kernels: "mmx")
    }
  }

  @Test("A network that goes away takes its layers and their memory with it")
  func leaks() throws {
    weak var network: HebbianNetwork?
    weak var layer: FusedLayer?
    weak var weights: BatchBuffer<Float>?
    func train() throws {
      let trained = try self.network(Self.networks[1])
      try learn(trained, batches: [5])
      network = trained
      layer = trained.layers[0] as? FusedLayer
      weights = layer?.learned
      #expect(network != nil && layer != nil && weights != nil)
    }
    try train()
    #expect(network == nil && layer == nil && weights == nil)
  }
}
