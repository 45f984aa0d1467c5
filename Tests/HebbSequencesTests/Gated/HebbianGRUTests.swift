import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@testable import HebbSequences

@Suite("Hebbian GRU")
struct HebbianGRUTests {
  private static func small(
    _ learning: ProjectionLearning = .hebbian, plasticity: Plasticity = HebbianGRU.standardPlasticity,
    training: GatedTraining = GatedTraining(learningRate: 0.01), threads: Int = 2
  ) throws -> HebbianGRU {
    try HebbianGRU(
      inputDimension: 6, hiddenDimension: 12, outputDimension: 3, plasticity: plasticity, projectionLearning: learning,
      training: training, seed: 5, parallel: Parallel(threads: threads))
  }

  @Test("The document's example: 512 inputs, 256 hidden units, 128 outputs, and every parameter is different from 0")
  func document() throws {
    let model = try HebbianGRU(inputDimension: 512, hiddenDimension: 256, outputDimension: 128)
    #expect(try model(GatedSamples.normal(2, 3, 512)).shape == [2, 3, 128])
    #expect(model.weights.shape == [512, 256])
    #expect(model.gru.parameters["weight_ih_l0"]?.shape == [768, 256])
    #expect(model.gru.parameters["weight_hh_l0"]?.shape == [768, 256])
    #expect(model.fc.parameters["weight"]?.shape == [128, 256])
    #expect(
      model.parameters.keys.sorted() == [
        "fc.bias", "fc.weight", "gru.bias_hh_l0", "gru.bias_ih_l0", "gru.weight_hh_l0", "gru.weight_ih_l0", "weights",
      ])
    for (name, tensor) in model.parameters { #expect(!tensor.elements.contains(0), "\(name)") }
  }

  @Test("What is in a batch is learned, whichever way the projection learns", arguments: ProjectionLearning.allCases)
  func learns(_ learning: ProjectionLearning) throws {
    let model = try Self.small(learning)
    let x = GatedSamples.normal(10, 5, 6)
    let targets = GatedSamples.targets(50, below: 3)
    let first = try model.train(on: x, targets: targets)
    #expect(first.answers == 50 && abs(first.loss - 1.0986) < 0.3)
    for _ in 0..<200 { try model.train(on: x, targets: targets) }
    let last = try model.train(on: x, targets: targets)
    #expect(last.loss < 0.4 * first.loss && last.accuracy > 0.8, "\(first) \(last)")
    #expect(model.step == 202)
  }

  @Test("Sequences are told apart by the answer after their last step")
  func lastStep() throws {
    // Whether the first input was positive, five steps later.
    let model = try Self.small()
    for seed in 1...150 {
      let x = GatedSamples.normal(32, 6, 6, seed: UInt64(seed))
      try model.train(on: x, targets: (0..<32).map { x[$0, 0, 0] > 0 ? 1 : 0 })
    }
    let x = GatedSamples.normal(64, 6, 6, seed: 999)
    let step = try model.train(on: x, targets: (0..<64).map { x[$0, 0, 0] > 0 ? 1 : 0 })
    #expect(step.answers == 64 && step.accuracy > 0.85, "\(step)")
  }

  @Test("The projection learns by its rule alone, without labels")
  func hebbian() throws {
    let x = GatedSamples.normal(4, 5, 6)
    let (one, other) = (try Self.small(), try Self.small())
    var alone = one.projection
    try one.train(on: x, targets: GatedSamples.targets(20, below: 3, seed: 1))
    try other.train(on: x, targets: GatedSamples.targets(20, below: 3, seed: 2))
    try alone.learn(from: x.reshaped([20, 6]))
    #expect(one.weights == other.weights && one.projection.weights == alone.weights)
    #expect(one.gru != other.gru)
    let adapted = try Self.small()
    try adapted.adaptProjection(to: x)
    #expect(adapted.weights == one.weights)
  }

  @Test("Every rule of the library that needs no signal from outside can teach the projection")
  func rules() throws {
    let targets = GatedSamples.targets(20, below: 3)
    for type in LearningRules.types {
      let rule = try LearningRules.catalog.make(
        type.name, type.name == "polynomial" ? ["formula": "x*y - y^2*w"] : [:])
      let plasticity = Plasticity.standard(for: rule)
      guard type.card.needs.isDisjoint(with: [.reward, .outputError]) else {
        let problem = try #require(throws: Problem.self) { try Self.small(plasticity: plasticity) }
        #expect(problem.what.contains(type.name))
        continue
      }
      let model = try Self.small(plasticity: plasticity)
      let before = model.weights
      for seed in UInt64(1)...3 { try model.train(on: GatedSamples.normal(4, 5, 6, seed: seed), targets: targets) }
      #expect(model.weights != before && model.weights.isFinite, "\(type.name)")
    }
  }

  @Test("The standard rule stays bounded, and its neurons become different components of the inputs")
  func standardRule() throws {
    let model = try HebbianGRU(inputDimension: 20, hiddenDimension: 4, outputDimension: 2)
    // Standardised features, four of which vary more than the others.
    for seed in 1...3000 {
      var x = GatedSamples.normal(2, 30, 20, seed: UInt64(seed))
      for row in 0..<60 { for feature in 0..<4 { x[flat: row * 20 + feature] *= 5 } }
      try model.adaptProjection(to: x)
    }
    let w = model.projection.weights
    let gram = LinearAlgebra.multiply(w, w, transposingB: true)
    for i in 0..<4 { for j in 0..<4 { #expect(abs(gram[i, j] - (i == j ? 1 : 0)) < 0.1, "\(gram.elements)") } }
    #expect((0..<4).allSatisfy { row in (4..<20).allSatisfy { abs(w[row, $0]) < 0.2 } })
  }

  @Test("Frozen parts stay as they are, and all others change", arguments: GatedPart.allCases)
  func frozen(part: GatedPart) throws {
    for learning in [ProjectionLearning.hebbian, .backPropagated] {
      let model = try Self.small(learning)
      model.frozen = [part]
      let before = model.parameters
      try model.train(on: GatedSamples.normal(4, 5, 6), targets: GatedSamples.targets(20, below: 3))
      for (name, tensor) in model.parameters {
        let isFrozen = name.hasPrefix(part == .projection ? "weights" : part.rawValue)
        #expect((tensor == before[name]) == isFrozen, "\(name)")
      }
    }
  }

  @Test("With everything frozen nothing changes")
  func allFrozen() throws {
    let model = try Self.small()
    model.frozen = Set(GatedPart.allCases)
    let before = model.parameters
    let step = try model.train(on: GatedSamples.normal(4, 5, 6), targets: GatedSamples.targets(20, below: 3))
    #expect(step.gradientNorm == nil && model.parameters == before)
  }

  @Test("Training gives the same bits for any number of threads")
  func threads() throws {
    let models = try [1, 2, 5].map { try Self.small(.backPropagated, threads: $0) }
    for model in models {
      for seed in 1...3 {
        try model.train(
          on: GatedSamples.normal(20, 5, 6, seed: UInt64(seed)), targets: GatedSamples.targets(100, below: 3))
      }
    }
    for model in models.dropFirst() { #expect(model.parameters == models[0].parameters) }
  }

  @Test("Batches of different sizes follow each other")
  func sizes() throws {
    let model = try Self.small()
    let x = GatedSamples.normal(3, 4, 6)
    let alone = try model(x)
    _ = try model(GatedSamples.normal(17, 2, 6))
    #expect(try model(x) == alone)
    try model.train(on: GatedSamples.normal(9, 2, 6), targets: GatedSamples.targets(18, below: 3))
    #expect(try model(x) != alone)
  }

  @Test("Gradients are limited")
  func limit() throws {
    let training = GatedTraining(learningRate: 0.01, gradientNormLimit: 1e-12)
    let model = try Self.small(training: training)
    let before = model.fc
    let step = try model.train(on: GatedSamples.normal(4, 5, 6), targets: GatedSamples.targets(20, below: 3))
    // Adam's ε holds back what is far below it.
    #expect((step.gradientNorm ?? 0) > 1e-3)
    #expect(GatedSamples.error(model.fc.weights, before.weights) < 1e-4)
  }

  @Test("Parameters move from one network to another")
  func restore() throws {
    let (one, other) = (
      try Self.small(),
      try HebbianGRU(inputDimension: 6, hiddenDimension: 12, outputDimension: 3, seed: 8)
    )
    let x = GatedSamples.normal(2, 3, 6)
    #expect(try one(x) != other(x))
    try other.restore(one.parameters)
    #expect(try one(x) == other(x))
    var parameters = one.parameters
    parameters["fc.weight"] = Tensor(shape: [3, 6])
    let problem = try #require(throws: Problem.self) { try other.restore(parameters) }
    #expect(problem.place == "fc.weight" && problem.what == "expected the shape [3, 12], given [3, 6]")
  }

  @Test("Wrong shapes and targets are problems that name what was expected and what was given")
  func mistakes() throws {
    let model = try Self.small()
    let shape = try #require(throws: Problem.self) { try model(Tensor(shape: [2, 3, 5])) }
    #expect(shape.what.contains("[any, any, 6]") && shape.what.contains("[2, 3, 5]"))
    let x = GatedSamples.normal(2, 3, 6)
    let count = try #require(throws: Problem.self) { try model.train(on: x, targets: [1, 2, 0]) }
    #expect(count.what.contains("expected 6 targets") && count.what.contains("given 3"))
    let target = try #require(throws: Problem.self) { try model.train(on: x, targets: [0, 1, 2, 3, 0, 0]) }
    #expect(target.what.contains("from 0 to 2, given 3"))
    #expect(throws: Problem.self) { try HebbianGRU(inputDimension: 1, hiddenDimension: 0, outputDimension: 1) }
  }

  @Test("Divergence is a problem, and nothing has changed")
  func divergence() throws {
    let model = try Self.small()
    let before = model.parameters
    var x = GatedSamples.normal(2, 3, 6)
    x[0, 1, 2] = .nan
    let problem = try #require(throws: Problem.self) { try model.train(on: x, targets: [0, 1, 2, 0, 1, 2]) }
    #expect(problem.what.contains("diverged at step 1"))
    #expect(model.parameters == before)
    let wild = try Self.small(plasticity: Plasticity(rule: Hebb(), learningRate: 1e30))
    let rule = try #require(throws: Problem.self) {
      for _ in 0..<9 { try wild.train(on: GatedSamples.normal(2, 3, 6), targets: [0, 1, 2, 0, 1, 2]) }
    }
    #expect(rule.what.contains("diverged") || rule.what.contains("finite"))
  }
}
