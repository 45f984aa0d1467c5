import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@testable import HebbNetworks

/// What a network has learned, and what it said of it.
private struct Learned: Sendable, Equatable {
  var weights: [Tensor] = []
  var thresholds: [[Float]] = []
  var memory: [[String: Tensor]] = []
  var wins: [[[Int]]] = []
}

/// Batches that several processes learn from together, pretended by threads, against those of one.
@Suite("Learning from divided batches")
struct DivisionTests {
  private static let shards = 6

  /// Trains on three batches, of which the last is shorter than the number of shards.
  private static func learn(
    _ layers: [LayerDescription], input: ImageShape, division: BatchDivision? = nil, threads: Int = 1,
    teaches: Bool = false
  ) throws -> Learned {
    let network = try HebbianNetwork(
      input: input, layers: layers, seed: 5, parallel: Parallel(threads: threads), division: division)
    var learned = Learned()
    for (step, count) in [14, 13, 4].enumerated() {
      var random = RandomStream(seed: UInt64(step), "divided images")
      let images = Tensor(
        shape: [count * input.count], elements: (0..<count * input.count).map { _ in 2 * random.normal() + 1 })
      try images.withUnsafeBufferPointer { memory in
        let batch = ImageBatch(
          images: (0..<count).map { memory.baseAddress! + $0 * input.count },
          mirrored: (0..<count).map { $0 % 3 == 1 })
        learned.wins.append(
          try network.learn(
            from: batch, plastic: step > 0,
            teach: teaches
              ? { output in
                let error = output.mapped { 0.1 - 0.01 * $0 }
                return Signals(reward: (0..<output.shape[0]).map { output[$0, 0] }, outputError: error)
              } : nil))
      }
    }
    learned.weights = network.layers.map(\.weights)
    learned.thresholds = network.layers.map(\.thresholds)
    learned.memory = network.layers.map(\.memory)
    return learned
  }

  /// - Returns: what all processes have learned, after checking that it is the same.
  private static func learn(
    ranks: Int, shards: Int, _ layers: [LayerDescription], input: ImageShape, teaches: Bool = false
  ) throws -> Learned {
    let all = try ThreadCollective.run(ranks) {
      try learn(layers, input: input, division: BatchDivision($0, shards: shards), teaches: teaches)
    }
    for other in all.dropFirst() { #expect(other == all[0], "processes of one network came to different weights") }
    return all[0]
  }

  private static func expectSame(_ a: Learned, _ b: Learned, within tolerance: Double, _ place: Comment) {
    for (a, b) in zip(a.weights, b.weights) {
      #expect(relativeError(a.elements, b.elements.map(Double.init)) < tolerance, place)
    }
    for (a, b) in zip(a.thresholds, b.thresholds) {
      #expect(relativeError(a, b.map(Double.init)) < tolerance, place)
    }
    for (a, b) in zip(a.memory, b.memory) {
      #expect(a.keys == b.keys, place)
      for (name, tensor) in a {
        #expect(relativeError(tensor.elements, (b[name]?.elements ?? []).map(Double.init)) < tolerance, place)
      }
    }
  }

  private static func check(_ layers: [LayerDescription], input: ImageShape, teaches: Bool = false, _ place: Comment)
    throws
  {
    let whole = try learn(layers, input: input, threads: 2, teaches: teaches)
    let one = try learn(
      layers, input: input, division: BatchDivision(SingleProcess(), shards: shards), threads: 2, teaches: teaches)
    // Near ties in a competition may go either way where sums are rounded differently.
    let isTie = one.wins != whole.wins
    if !isTie { expectSame(one, whole, within: 1e-5, place) }
    for ranks in [2, 3] {
      #expect(try learn(ranks: ranks, shards: shards, layers, input: input, teaches: teaches) == one, place)
      let unfixed = try learn(ranks: ranks, shards: 1, layers, input: input, teaches: teaches)
      if unfixed.wins == whole.wins { expectSame(unfixed, whole, within: 1e-5, place) }
    }
  }

  static let networks: [(name: String, layers: [LayerDescription])] = [
    (
      "hebbian-cnn in small",
      [
        .convolution(channels: 17, kernel: 3), .convolution(channels: 20, kernel: 3, learningRate: 1e-3),
      ]
    ),
    (
      "hebbian-cnn-pruned in small",
      [
        .convolution(channels: 17, kernel: 3, activation: .triangle),
        .convolution(channels: 40, kernel: 3, activation: .triangle, connectivity: 0.1, learningRate: 1e-3),
      ]
    ),
    (
      "softhebb in small",
      [16, 20].map { channels in
        LayerDescription(
          kind: .convolution, channels: channels, kernel: 3, padding: 1, paddingMode: .reflect, normalisation: .batch,
          plasticity: Plasticity(
            rule: SoftHebb(negligible: 1e-4), learningRate: 0.05, scale: .largest, rateExponent: 0.5),
          activation: .triangle(power: 0.7), pool: Pooling(.maximum, size: 4, stride: 2, padding: 1),
          initialRadius: 25)
      }
    ),
    (
      "bcm-cnn in small",
      [16, 20].map { channels in
        LayerDescription(
          kind: .convolution, channels: channels, kernel: 3, padding: 1, paddingMode: .reflect, normalisation: .batch,
          plasticity: Plasticity(
            rule: BCM(rate: 0.5), competition: [LateralInhibition(), WinnerTakeAll(activity: .graded)],
            constraints: [UnitNorm()], learningRate: 0.05, scale: .largest),
          activation: .triangle, pool: 2)
      }
    ),
    (
      "krotov-hopfield in small",
      [
        LayerDescription(
          kind: .linear, channels: 60, normalisation: .none,
          plasticity: Plasticity(rule: KrotovHopfield(k: 7), learningRate: 0.15, scale: .largest), activation: .linear,
          initialRadius: 16)
      ]
    ),
    (
      "hebbnet-fast in small",
      [
        LayerDescription(
          kind: .linear, channels: 60, normalisation: .none,
          plasticity: Plasticity(
            rule: HebbNet(sign: .minus), competition: [Rectified()], learningRate: 0.02, scale: .mean),
          activation: .rectified)
      ]
    ),
    (
      "three kinds of execution in one network",
      [
        .convolution(channels: 12, kernel: 3, activation: .triangle),
        LayerDescription(
          kind: .convolution, channels: 10, kernel: 2, normalisation: .batch,
          plasticity: Plasticity(rule: Oja(), learningRate: 1e-3, scale: .mean), activation: .tanh, pool: 1),
        LayerDescription(
          kind: .linear, channels: 9, normalisation: .batch,
          plasticity: Plasticity(
            rule: Sanger(), homeostasis: FoldiakThreshold(rate: 0.1), learningRate: 1e-3, scale: .mean),
          activation: .linear, connectivity: 0.5),
      ]
    ),
  ]

  @Test(
    "The built-in networks: bit-identical with fixed shards, to 1e-5 without", arguments: networks.map(\.name))
  func builtIns(name: String) throws {
    let layers = try #require(Self.networks.first { $0.name == name }?.layers)
    try Self.check(layers, input: ImageShape(channels: 3, height: 12, width: 12), "\(name)")
  }

  @Test(
    "Every rule on random layers either divides its batches or says that it cannot", arguments: LayerKindTests.rules)
  func rules(name: String, rule: any LearningRule) throws {
    var random = RandomStream(seed: 8, "divided layers \(name)")
    for index in 0..<12 {
      var example = LayerKindTests.random(rule, &random)
      example.layer.plasticity.learningRate = 1e-4
      let place: Comment = "case \(index), \(example), \(name)"
      guard example.layer.kind != .recurrent, rule.dividesBatches else {
        #expect(throws: Problem.self, place) {
          try Self.learn(
            [example.layer], input: example.input, division: BatchDivision(SingleProcess(), shards: 2), teaches: true)
        }
        continue
      }
      try Self.check([example.layer], input: example.input, teaches: true, place)
    }
  }

  @Test("What cannot be divided is named, with its place")
  func refused() {
    func problem(_ layer: LayerDescription) -> Problem? {
      do {
        _ = try Self.learn(
          [.convolution(channels: 4, kernel: 3), layer], input: ImageShape(channels: 1, height: 9, width: 9),
          division: BatchDivision(SingleProcess(), shards: 2))
        return nil
      } catch { return error as? Problem }
    }
    let recurrent = problem(.recurrent(neurons: 5, Plasticity(rule: Oja())))
    #expect(recurrent?.place == "layers.1.kind" && recurrent?.what.contains("recurrent") == true)
    let trace = problem(.linear(neurons: 5, Plasticity(rule: Trace())))
    #expect(trace?.place == "layers.1.rule" && trace?.what.contains("“trace”") == true)
    let lateral = problem(.linear(neurons: 5, Plasticity(rule: Foldiak(), competition: [FoldiakCompetition()])))
    #expect(lateral?.place == "layers.1.competition" && lateral?.what.contains("“foldiak”") == true)
  }

  @Test("An image that is not finite is an error on all processes, which nobody waits for")
  func notFinite() throws {
    let input = ImageShape(channels: 2, height: 8, width: 8)
    let layers = try #require(Self.networks.first { $0.name == "softhebb in small" }?.layers)
    let problems = try ThreadCollective.run(2) { collective -> Problem? in
      let network = try HebbianNetwork(
        input: input, layers: layers, seed: 1, parallel: Parallel(threads: 1), division: BatchDivision(collective))
      var images = Tensor(shape: [6 * input.count], filledWith: 1)
      images[flat: 5 * input.count] = .nan
      return images.withUnsafeBufferPointer { memory -> Problem? in
        let batch = ImageBatch(
          images: (0..<6).map { memory.baseAddress! + $0 * input.count }, mirrored: [Bool](repeating: false, count: 6))
        do {
          try network.learn(from: batch, plastic: true)
          return nil
        } catch {
          return error as? Problem
        }
      }
    }
    #expect(problems.count == 2)
    for problem in problems { #expect(problem?.what.contains("not finite") == true && problem?.place == "layers.0") }
  }
}
