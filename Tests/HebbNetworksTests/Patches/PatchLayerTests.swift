import CHebbKernels
import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@testable import HebbNetworks

/// Convolutions over images that are stored position by position, held against the same layers unfolded to rows.
@Suite("Layers of patches agree with unfolded layers")
struct PatchLayerTests {
  struct Case: CustomStringConvertible {
    var input: ImageShape
    var layer: LayerDescription
    var images: Int
    var description: String { "\(images) images \(input), \(layer)" }
  }

  static let rules: [any LearningRule] = [
    SoftHebb(inverseTemperature: 0.7), SoftHebb(negligible: 0.01), Instar(), Oja(), Hebb(), AntiHebb(),
    BCM(rate: 0.2, decay: 0.01), KrotovHopfield(k: 2), Competitive(),
  ]

  static func random(_ random: inout RandomStream) -> Case {
    func pick<Value>(_ values: [Value]) -> Value { values[random.next(below: values.count)] }
    let input = ImageShape(channels: pick([1, 2, 3, 5, 17]), height: pick([5, 6, 9]), width: pick([5, 7, 8]))
    let rule = pick(rules)
    let competes = pick([true, false])
    var plasticity = Plasticity(
      rule: rule, competition: competes ? [WinnerTakeAll(winners: pick([1, 2]))] : [],
      homeostasis: competes ? AdaptiveThreshold(rate: 0.5) : nil, constraints: pick([[], [UnitNorm()]]),
      learningRate: 0.05, scale: pick(UpdateScale.allCases))
    if plasticity.constraints.isEmpty { plasticity.rateExponent = pick([0, 0.5]) }
    // With a single input, weights of length 1 are ±1 and all that is left of a change is rounding.
    let kernel = pick(input.channels == 1 ? [2, 3, 5] : [1, 2, 3, 5])
    var layer = LayerDescription(
      kind: .convolution, channels: pick([3, 16, 48, 65, 100]), kernel: kernel, stride: pick([1, 1, 2]),
      padding: pick([0, 1, 2]), paddingMode: pick(PaddingMode.allCases), normalisation: pick([.image, .batch, .none]),
      plasticity: plasticity, activation: pick(Activation.all + [.triangle(power: 0.7)]),
      pool: pick([
        .none, Pooling(size: 1), Pooling(.maximum, size: 3, stride: 2, padding: 1), Pooling(size: 2, stride: 1),
      ]),
      initialRadius: pick([1, 3]))
    if kernel > 1, pick([true, false, false]) {
      (layer.depthwise, layer.channels) = (true, input.channels * pick([3, 8]))
    }
    return Case(input: input, layer: layer, images: pick([1, 2, 3]))
  }

  static func network(
    _ example: Case, _ execution: HebbianNetwork.Execution, precision: Precision = .float32, threads: Int = 2,
    kernels: String? = nil
  ) throws -> HebbianNetwork {
    try HebbianNetwork(
      input: example.input, layers: [example.layer], seed: 3, patchWhitening: nil, precision: precision,
      parallel: Parallel(threads: threads), kernels: kernels, execution: execution)
  }

  static func withBatch<Result>(
    _ example: Case, seed: UInt64, _ body: (ImageBatch) throws -> Result
  ) rethrows -> Result {
    var random = RandomStream(seed: seed, "patch images")
    let count = example.images * example.input.count
    let images = Tensor(shape: [count], elements: (0..<count).map { _ in 2 * random.normal() + 1 })
    return try images.withUnsafeBufferPointer { memory in
      try body(
        ImageBatch(
          images: (0..<example.images).map { memory.baseAddress! + $0 * example.input.count },
          mirrored: (0..<example.images).map { $0 % 2 == 1 }))
    }
  }

  @Test(
    "winners, activity, updates, and the state after learning, over random layers",
    arguments: ReferenceTests.instructionSets)
  func agree(kernels: String) throws {
    var random = RandomStream(seed: 11, "patch layers")
    var ties = 0
    for index in 0..<150 {
      let example = Self.random(&random)
      guard (try? HebbianNetwork.check(input: example.input, layers: [example.layer])) != nil else { continue }
      let place: Comment = "case \(index), \(kernels): \(example)"
      let patches = try Self.network(example, .fused, kernels: kernels)
      let unfolded = try Self.network(example, .unfolded)
      try #require(patches.layers[0] is PatchLayer || example.layer.isFused, place)
      guard patches.layers[0] is PatchLayer else { continue }
      #expect(patches.layers[0].weights == unfolded.layers[0].weights || !example.layer.plasticity.constraints.isEmpty)
      for step in 0..<3 {
        let (a, b) = try Self.withBatch(example, seed: UInt64(index * 10 + step)) { batch in
          let result = (try patches.inspect(batch)[0], try unfolded.inspect(batch)[0])
          try patches.learn(from: batch, plastic: step != 0)
          try unfolded.learn(from: batch, plastic: step != 0)
          return result
        }
        // A near tie may go either way: what follows from it then differs, too.
        if zip(a.winners.elements, b.winners.elements).contains(where: { ($0 > 0) != ($1 > 0) }) {
          ties += 1
          break
        }
        #expect(relativeError(a.activity.elements, b.activity.elements.map(Double.init)) < 3e-5, place)
        #expect(relativeError(a.weightChange.elements, b.weightChange.elements.map(Double.init)) < 1e-4, place)
        let (c, d) = (patches.layers[0], unfolded.layers[0])
        #expect(relativeError(c.weights.elements, d.weights.elements.map(Double.init)) < 1e-4, place)
        #expect(relativeError(c.thresholds, d.thresholds.map(Double.init)) < 1e-4, place)
        #expect(c.memory.keys == d.memory.keys, place)
        for (name, tensor) in c.memory {
          #expect(relativeError(tensor.elements, d.memory[name]!.elements.map(Double.init)) < 1e-4, place)
        }
      }
    }
    #expect(ties < 15)
  }

  @Test("brain floats change responses by their rounding alone", arguments: ReferenceTests.instructionSets)
  func brainFloats(kernels: String) throws {
    var random = RandomStream(seed: 12, "patch layers")
    for index in 0..<40 {
      var example = Self.random(&random)
      example.layer.plasticity.competition = []
      example.layer.plasticity.homeostasis = nil
      example.layer.activation = .linear
      guard (try? HebbianNetwork.check(input: example.input, layers: [example.layer])) != nil else { continue }
      let exact = try Self.network(example, .fused, kernels: kernels)
      let rounded = try Self.network(example, .fused, precision: .bfloat16, kernels: kernels)
      try Self.withBatch(example, seed: UInt64(index)) { batch in
        let (a, b) = (try exact.inspect(batch)[0], try rounded.inspect(batch)[0])
        #expect(
          relativeError(b.activity.elements, a.activity.elements.map(Double.init)) < 0.02, "\(kernels): \(example)")
      }
    }
  }

  @Test(
    "any number of threads, and a state that was saved and restored, give the same bits", arguments: Precision.allCases)
  func deterministic(precision: Precision) throws {
    var random = RandomStream(seed: 13, "patch layers")
    for _ in 0..<30 {
      var example = Self.random(&random)
      example.layer.plasticity.learningRate = 1e-4  // no rule diverges
      guard (try? HebbianNetwork.check(input: example.input, layers: [example.layer])) != nil else { continue }
      let networks = try [1, 2, 5].map { try Self.network(example, .fused, precision: precision, threads: $0) }
      for step in 0..<3 {
        try Self.withBatch(example, seed: UInt64(step)) { batch in
          for network in networks { try network.learn(from: batch, plastic: true) }
        }
      }
      for other in networks.dropFirst() {
        #expect(other.layers[0].weights == networks[0].layers[0].weights, "\(example)")
        #expect(other.layers[0].memory == networks[0].layers[0].memory, "\(example)")
      }
      let resumed = try Self.network(example, .fused, precision: precision)
      let saved = networks[0].layers[0]
      try resumed.layers[0].restore(
        weights: saved.weights, thresholds: saved.thresholds, memory: saved.memory, place: "layer")
      try Self.withBatch(example, seed: 9) { batch in
        for network in [networks[0], resumed] { try network.learn(from: batch, plastic: true) }
      }
      #expect(resumed.layers[0].weights == saved.weights, "\(example)")
    }
  }

  @Test("images that are not finite are reported with their place in the batch")
  func notFinite() throws {
    var random = RandomStream(seed: 14, "patch layers")
    var example = Self.random(&random)
    example.images = 3
    example.layer = LayerDescription(
      kind: .convolution, channels: 4, kernel: 3, normalisation: .batch, plasticity: Plasticity(rule: SoftHebb()),
      activation: .triangle)
    let network = try Self.network(example, .fused)
    var pixels = [Float](repeating: 1, count: 3 * example.input.count + 64)
    pixels[2 * example.input.count + 4] = .nan
    try pixels.withUnsafeBufferPointer { memory in
      let batch = ImageBatch(
        images: (0..<3).map { memory.baseAddress! + $0 * example.input.count }, mirrored: [false, false, false])
      do {
        try network.learn(from: batch, plastic: true)
        Issue.record("NaN was not noticed")
      } catch let problem as Problem {
        #expect(problem.description.contains("image 2 of the batch"))
      }
    }
  }
}
