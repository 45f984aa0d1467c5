import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@testable import HebbSequences

@Suite("Gated text model")
struct GatedTextModelTests {
  private static func model(
    _ learning: ProjectionLearning = .hebbian, seed: UInt64 = 3
  ) throws -> GatedTextModel {
    try GatedTextModel(
      symbols: 7, hidden: 18, projectionLearning: learning, training: GatedTraining(learningRate: 0.01), seed: seed)
  }

  /// Symbols that count up from a random start, and begin again.
  private static func counting(_ seed: UInt64) -> SequenceBatch {
    let (lanes, length) = (5, 9)
    let starts = GatedSamples.targets(lanes, below: 7, seed: seed)
    func symbol(_ place: Int, _ ahead: Int) -> UInt8 { UInt8((starts[place % lanes] + place / lanes + ahead) % 7) }
    return SequenceBatch(
      lanes: lanes, length: length, inputs: (0..<lanes * length).map { symbol($0, 0) },
      targets: (0..<lanes * length).map { symbol($0, 1) }, counts: (0..<lanes * length).map { $0 % 3 != 0 })
  }

  @Test("What follows is learned, whichever way the projection learns", arguments: ProjectionLearning.allCases)
  func learns(_ learning: ProjectionLearning) throws {
    let model = try Self.model(learning)
    let first = try model.learn(from: Self.counting(1), rateFactor: 1)
    #expect(first.answers == 30 && abs(first.bitsPerAnswer - 2.8) < 0.6)
    for seed in 2...80 { _ = try model.learn(from: Self.counting(UInt64(seed)), rateFactor: 1) }
    let last = try model.evaluate(Self.counting(100))
    #expect(last.accuracy == 1 && last.bitsPerAnswer < 1, "\(last)")
  }

  @Test(
    "Choosing a column is what the network makes of inputs that are not 0 for one symbol",
    arguments: ProjectionLearning.allCases)
  func oneHot(_ learning: ProjectionLearning) throws {
    let (model, batch) = (try Self.model(learning), Self.counting(1))
    let dense = try HebbianGRU(
      inputDimension: 7, hiddenDimension: 18, outputDimension: 7, projectionLearning: learning,
      training: GatedTraining(learningRate: 0.01), seed: 3)
    var x = Tensor(shape: [5, 9, 7])
    var targets: [Int] = []
    for lane in 0..<5 {
      for step in 0..<9 {
        x[lane, step, Int(batch.inputs[step * 5 + lane])] = model.gain
        targets.append((step * 5 + lane) % 3 != 0 ? Int(batch.targets[step * 5 + lane]) : -1)
      }
    }
    let step = try dense.train(on: x, targets: targets)
    let score = try model.learn(from: batch, rateFactor: 1)
    #expect(abs(score.bits - SequenceScore(step).bits) < 1e-3 && score.correct == step.correct)
    for (name, tensor) in model.network.parameters {
      let error = try GatedSamples.error(tensor, #require(dense.parameters[name]))
      #expect(error < 1e-2, "\(name)")
    }
  }

  @Test("Reading symbol by symbol gives the probabilities by which a batch is scored")
  func reading() throws {
    let (model, batch) = (try Self.model(), Self.counting(1))
    for seed in 1...5 { _ = try model.learn(from: Self.counting(UInt64(seed)), rateFactor: 1) }
    var bits = 0.0
    for lane in 0..<5 {
      model.beginReading()
      for step in 0..<9 {
        let place = step * 5 + lane
        let answers = model.read(batch.inputs[place])
        if place % 3 != 0 { bits -= Double(answers[Int(batch.targets[place])]) / 0.693_147_18 }
      }
    }
    #expect(abs(bits - (try model.evaluate(batch).bits)) < 1e-3)
  }

  @Test("Reading goes on with new weights after learning")
  func readingAfterLearning() throws {
    let model = try Self.model()
    model.beginReading()
    _ = model.read(1)
    let frozen = model.read(2)
    model.beginReading()
    _ = model.read(1)
    _ = try model.learn(from: Self.counting(1), rateFactor: 1)
    #expect(model.read(2) != frozen)
  }

  @Test("Interrupted training goes on bit for bit", arguments: ProjectionLearning.allCases)
  func interrupted(_ learning: ProjectionLearning) throws {
    let (whole, first, second) = (
      try Self.model(learning), try Self.model(learning), try Self.model(learning, seed: 9)
    )
    for seed in 1...4 { _ = try whole.learn(from: Self.counting(UInt64(seed)), rateFactor: 1) }
    for seed in 1...2 { _ = try first.learn(from: Self.counting(UInt64(seed)), rateFactor: 1) }
    try second.restore(first.saved, counters: first.counters)
    #expect(second.saved == first.saved && second.counters == first.counters)
    for seed in 3...4 { _ = try second.learn(from: Self.counting(UInt64(seed)), rateFactor: 1) }
    #expect(second.saved == whole.saved && second.counters == whole.counters)
  }

  @Test("What is missing, misshapen or not finite is a problem, and nothing changes")
  func damaged() throws {
    let model = try Self.model()
    _ = try model.learn(from: Self.counting(1), rateFactor: 1)
    let (saved, counters) = (model.saved, model.counters)
    for name in saved.keys {
      for damage in [nil, Tensor(shape: [1]), Tensor(shape: saved[name]?.shape ?? [], filledWith: .nan)] {
        var damaged = saved
        damaged[name] = damage
        let problem = try #require(throws: Problem.self) { try model.restore(damaged, counters: counters) }
        #expect("\(problem)".contains(name))
      }
    }
    #expect(throws: Problem.self) { try model.restore(saved, counters: [:]) }
    #expect(model.saved == saved && model.counters == counters)
  }

  @Test("Symbols beyond the alphabet are problems")
  func symbols() throws {
    let batch = SequenceBatch(lanes: 1, length: 1, inputs: [7], targets: [0])
    let problem = try #require(throws: Problem.self) { try Self.model().learn(from: batch, rateFactor: 1) }
    #expect(problem.what.contains("the symbol 7, and the network knows 0 to 6"))
    #expect(throws: problem) { try Self.model().evaluate(batch) }
    #expect(throws: Problem.self) { try GatedTextModel(symbols: 257, hidden: 2) }
  }
}
