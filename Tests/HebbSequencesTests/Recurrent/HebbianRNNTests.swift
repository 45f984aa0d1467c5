import CHebbKernels
import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@testable import HebbSequences

/// Networks held against plain loops in double precision.
@Suite("The Hebbian recurrent network")
struct HebbianRNNTests {
  static let instructionSets = ["avx512bf16", "avx512", "avx2", "base"].filter { (name: String) in
    hebb_kernels_named(name) != nil
  }

  static func batch(symbols: Int, lanes: Int, length: Int, seed: UInt64, counts: Bool = false) -> SequenceBatch {
    var random = RandomStream(seed: seed, "sequences")
    func draw() -> [UInt8] { (0..<lanes * length).map { _ in UInt8(random.next(below: symbols)) } }
    return SequenceBatch(
      lanes: lanes, length: length, inputs: draw(), targets: draw(),
      counts: counts ? (0..<lanes * length).map { _ in random.next(below: 3) > 0 } : nil)
  }

  static let descriptions: [HebbianRNNDescription] = {
    var random = RandomStream(seed: 4, "networks")
    func pick<T>(_ values: [T]) -> T { values[random.next(below: values.count)] }
    return (0..<40).map { _ in
      HebbianRNNDescription(
        symbols: pick([3, 7, 20]), state: pick([4, 9, 17]), layers: pick([0, 1, 3]),
        nonlinearity: pick(HebbianRNNDescription.Nonlinearity.allCases), residual: pick([true, false]),
        positions: pick([0, 4]), lastSymbols: pick([1, 2]),
        plasticity: Plasticity(
          rule: pick([Hebb(), AntiHebb(), Oja(), Instar()] as [any LearningRule]),
          constraints: pick([[], [UnitNorm()]]), learningRate: 0.05),
        teaching: pick([.feedback, .none]), eligibility: .init(hidden: pick([0, 0.4]), state: pick([0, 0.7])),
        stateRate: 0.5, outputRate: 0.1, inputGain: 0.4, radius: 0.7)
    }
  }()

  @Test("weights and bits are those of plain loops", arguments: instructionSets)
  func plain(kernels: String) throws {
    for (index, description) in Self.descriptions.enumerated() {
      let network = try HebbianRNN(description, seed: UInt64(index), kernels: kernels)
      var plain = PlainRNN(network)
      let lanes = [1, 2, 4, 6][index % 4]
      let batch = Self.batch(
        symbols: description.symbols, lanes: lanes, length: 9, seed: UInt64(index), counts: index % 3 == 0)
      let score = try network.learn(from: batch)
      plain.learn(batch)
      let place: Comment = "network \(index): \(description)"
      #expect(abs(score.bits - plain.bits) < 1e-3 * max(plain.bits, 1), place)
      #expect(score.answers == batch.answers, place)
      func check(_ weights: Tensor, _ expected: [[Double]]) {
        let difference = zip(weights.elements, expected.flatMap(\.self)).reduce(0) { $0 + abs(Double($1.0) - $1.1) }
        let size = expected.flatMap(\.self).reduce(0) { $0 + abs($1) }
        #expect(difference < 1e-4 * size, place)
      }
      for layer in 0..<description.layers { check(network.weights(ofLayer: layer), plain.hidden[layer]) }
      check(network.stateWeights, plain.state)
      check(network.outputWeights, plain.output)
    }
  }

  @Test("a rule that runs fused is the library's rule of that name")
  func fusedRules() throws {
    for (index, description) in Self.descriptions.enumerated() {
      let batch = Self.batch(symbols: description.symbols, lanes: 3, length: 6, seed: 9)
      var general = description
      // Thresholds that do not move change nothing, but do not run fused.
      general.plasticity.homeostasis = AdaptiveThreshold(rate: 0)
      let networks = try [description, general].map { try HebbianRNN($0, seed: UInt64(index)) }
      #expect(networks[0].state is FusedSynapses && networks[1].state is PopulationSynapses)
      for network in networks { _ = try network.learn(from: batch) }
      let (fused, reference) = (networks[0].saved, networks[1].saved)
      for (name, tensor) in fused {
        let other = try #require(reference[name]).elements
        let difference = zip(tensor.elements, other).reduce(0) { max($0, abs($1.0 - $1.1)) }
        #expect(difference < 1e-3, "network \(index), \(name): \(description)")
      }
    }
  }

  @Test(
    "every rule of the library learns, and stays finite",
    arguments: LearningRules.types.map { $0.name })
  func everyRule(name: String) throws {
    let rule = try LearningRules.make(expression: name == "polynomial" ? "polynomial(formula: x*y - y^2*w)" : name)
    var plasticity = Plasticity.standard(for: rule)
    plasticity.learningRate = 1e-3
    for teaching in HebbianRNNDescription.Teaching.allCases {
      let network = try HebbianRNN(
        HebbianRNNDescription(symbols: 5, state: 8, layers: 2, plasticity: plasticity, teaching: teaching), seed: 1)
      let before = network.saved
      let needsReward = name == "rewardModulated" && teaching != .reward
      if needsReward {
        #expect(throws: Problem.self) {
          try network.learn(from: Self.batch(symbols: 5, lanes: 4, length: 8, seed: 1))
        }
        continue
      }
      for index in UInt64(0)..<3 {
        _ = try network.learn(from: Self.batch(symbols: 5, lanes: 4, length: 8, seed: index))
      }
      #expect(network.saved.values.allSatisfy { $0.elements.allSatisfy(\.isFinite) })
      #expect(network.saved != before)
    }
  }

  @Test("what was saved and restored goes on with the same bits", arguments: ["hebb", "bcm", "predictiveSanger"])
  func restored(rule: String) throws {
    let plasticity = Plasticity(rule: try LearningRules.make(expression: rule), learningRate: 1e-3)
    let description = HebbianRNNDescription(symbols: 6, state: 10, layers: 1, plasticity: plasticity, teaching: .reward)
    let (first, second) = (try HebbianRNN(description, seed: 1), try HebbianRNN(description, seed: 1))
    _ = try first.learn(from: Self.batch(symbols: 6, lanes: 4, length: 20, seed: 1))
    try second.restore(first.saved, counters: first.counters)
    for network in [first, second] {
      _ = try network.learn(from: Self.batch(symbols: 6, lanes: 3, length: 20, seed: 2))
    }
    #expect(first.saved == second.saved && first.counters == second.counters)
    #expect(throws: Problem.self) { try first.restore([:], counters: [:]) }
  }

  @Test("evaluation and reading change nothing, and agree")
  func reading() throws {
    let network = try HebbianRNN(HebbianRNNDescription(symbols: 6, state: 10, layers: 2, lastSymbols: 2), seed: 1)
    _ = try network.learn(from: Self.batch(symbols: 6, lanes: 4, length: 20, seed: 1))
    let before = network.saved
    let batch = Self.batch(symbols: 6, lanes: 1, length: 12, seed: 3)
    let score = try network.evaluate(batch)
    network.beginReading()
    var bits = 0.0
    for (input, target) in zip(batch.inputs, batch.targets) {
      bits -= Double(network.read(input)[Int(target)]) / 0.6931471805599453
    }
    #expect(abs(bits - score.bits) < 1e-4 && network.saved == before)
  }

  @Test("a symbol that the network does not know, and sizes out of range, are problems that say so")
  func mistakes() throws {
    let network = try HebbianRNN(HebbianRNNDescription(symbols: 3, state: 4, layers: 0), seed: 1)
    #expect(throws: Problem.self) { try network.learn(from: Self.batch(symbols: 9, lanes: 2, length: 20, seed: 1)) }
    #expect(throws: Problem.self) { try HebbianRNN(HebbianRNNDescription(symbols: 1), seed: 1) }
    #expect(throws: Problem.self) {
      try HebbianRNN(HebbianRNNDescription(symbols: 4, eligibility: .init(state: 1)), seed: 1)
    }
  }

  @Test("a regular text is learned: what the state remembers decides")
  func memory() throws {
    // After 0 comes 1 or 2 in turn: the symbol alone does not tell.
    let text: [UInt8] = (0..<400).map { [0, 1, 0, 2][$0 % 4] }
    let batch = SequenceBatch(lanes: 1, length: 399, inputs: Array(text.dropLast()), targets: Array(text.dropFirst()))
    let network = try HebbianRNN(
      HebbianRNNDescription(
        symbols: 3, state: 32, layers: 0, eligibility: .init(state: 0), stateRate: 1, outputRate: 0.2), seed: 1)
    for _ in 0..<20 { _ = try network.learn(from: batch) }
    #expect(try network.evaluate(batch).bitsPerAnswer < 0.1)
  }
}
