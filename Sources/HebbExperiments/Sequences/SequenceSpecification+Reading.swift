import Foundation
import HebbPlasticity
import HebbSequences
import HebbSupport

extension SequenceSpecification {
  /// Reads and validates the text of an experiment file.
  ///
  /// - Throws: `Problem` with file, line and key path for anything that is not as it should be, unknown keys included.
  public init(yaml: String, source: String) throws {
    guard let document = try DocumentNode(yaml: yaml, origin: { .line(source: source, $0) }) else {
      throw Problem("the experiment is empty", at: source, advice: "“hebb spec hebbian-rnn” prints one to start from.")
    }
    try self.init(document)
  }

  init(_ document: DocumentNode) throws {
    let reader = try KeyedReader(document, keys: SequenceKey.self)
    let model = try reader.optional(.model, oneOf: Model.self) ?? .hebbianRNN
    try reader.refuse(
      SequenceKey.allCases.filter { !SequenceKey.keys(of: model).contains($0) }, in: "a \(model.rawValue)")
    let rule =
      try reader.part(.rule, from: LearningRules.catalog)
      ?? (model == .hebbianGRU ? HebbianGRU.standardPlasticity.rule : Hebb())
    let plasticity = Plasticity(
      rule: rule,
      competition: try reader.parts(.competition, from: CompetitionStages.catalog) ?? [],
      homeostasis: try reader.optionalPart(.homeostasis, from: Homeostases.catalog) ?? nil,
      constraints: try reader.parts(.constraints, from: WeightConstraints.catalog) ?? [],
      learningRate: try reader.optional(.learningRate)
        ?? (model == .hebbianGRU ? HebbianGRU.standardPlasticity.learningRate : 0.03),
      scale: model == .hebbianGRU ? HebbianGRU.standardPlasticity.scale : .sum)
    let standard = HebbianRNNDescription(symbols: 2)
    let network = HebbianRNNDescription(
      symbols: 2, state: try reader.optional(.state) ?? standard.state,
      layers: try reader.optional(.layers) ?? standard.layers,
      nonlinearity: try reader.optional(.nonlinearity, oneOf: HebbianRNNDescription.Nonlinearity.self)
        ?? standard.nonlinearity,
      residual: try reader.optional(.residual) ?? standard.residual,
      positions: try reader.optional(.positions) ?? standard.positions,
      lastSymbols: try reader.optional(.lastSymbols) ?? standard.lastSymbols, plasticity: plasticity,
      teaching: try reader.optional(.teaching, oneOf: HebbianRNNDescription.Teaching.self) ?? standard.teaching,
      eligibility: HebbianRNNDescription.Eligibility(
        hidden: try reader.optional(.eligibility) ?? 0, state: try reader.optional(.stateEligibility) ?? 0),
      stateRate: try reader.optional(.stateRate) ?? standard.stateRate,
      coefficientRate: try reader.optional(.coefficientRate) ?? 0,
      outputRate: try reader.optional(.outputRate) ?? standard.outputRate,
      inputGain: try reader.optional(.inputGain) ?? standard.inputGain,
      radius: try reader.optional(.radius) ?? standard.radius)
    self.init(
      name: try reader.required(.name), about: try reader.optional(.about) ?? "",
      model: model,
      task: try reader.part(.task, from: SequenceTasks.catalog) ?? NextCharacter(),
      vocabulary: try reader.optional(.vocabulary) ?? "data", length: try reader.optional(.length) ?? 100,
      lanes: try reader.optional(.lanes) ?? 16, characters: try reader.optional(.characters) ?? 1_000_000,
      evaluations: try reader.optional(.evaluations) ?? 20, evaluated: try reader.optional(.evaluated) ?? 100_000,
      schedule: try reader.schedule(.schedule) ?? .linear, network: network,
      updater: try reader.optional(.updater, oneOf: Updater.self) ?? .local,
      isPlastic: try reader.optional(.plastic) ?? false,
      backpropRate: try reader.optional(.backpropRate) ?? 3e-3, clip: try reader.optional(.clip) ?? 1,
      projection: try reader.optional(.projection, oneOf: ProjectionLearning.self) ?? .hebbian)
    do {
      try checkValues()
    } catch {
      throw error.problem(at: document.origin(of: error.path))
    }
  }

  private func checkValues() throws(SpecificationViolation) {
    try checkRunName(name)
    try checkValue(length, in: .closed(1, 1_000_000), at: "length")
    try checkValue(lanes, in: .closed(1, 4096), at: "lanes")
    try checkValue(characters, in: .closed(1, 1_000_000_000_000), at: "characters")
    try checkValue(evaluations, in: .closed(1, 10_000), at: "evaluations")
    try checkValue(evaluated, in: .closed(1, 1_000_000_000), at: "evaluated")
    try checkValue(network.state, in: .closed(1, 1 << 14), at: "state")
    try checkValue(network.layers, in: .closed(0, 64), at: "layers")
    try checkValue(network.positions, in: .closed(0, 1024), at: "positions")
    try checkValue(network.lastSymbols, in: .closed(1, 8), at: "lastSymbols")
    try checkValue(network.eligibility.hidden, in: .closed(0, 0.9999), at: "eligibility")
    try checkValue(network.eligibility.state, in: .closed(0, 0.9999), at: "stateEligibility")
    try checkValue(network.coefficientRate, in: .closed(0, 0.99), at: "coefficientRate")
    guard !isPlastic || updater == .backprop else {
      throw SpecificationViolation(
        path: ["plastic"], what: "plastic connections are learned by gradient, and the updater is local",
        advice: "Set updater to backprop; with local, coefficientRate lets each connection learn its own pace.")
    }
    for (value, key) in [
      (network.plasticity.learningRate, "learningRate"), (network.stateRate, "stateRate"),
      (network.outputRate, "outputRate"), (network.inputGain, "inputGain"), (network.radius, "radius"),
      (backpropRate, "backpropRate"), (clip, "clip"),
    ] { try checkValue(value, in: .closed(0, 1e6), at: key) }
  }

  /// A copy with some values replaced, as `--set` does.
  ///
  /// - Throws: `Problem` whose place is the assignment, for a key or value that is wrong.
  public func setting(_ assignments: [String]) throws -> SequenceSpecification {
    guard !assignments.isEmpty, var document = try DocumentNode(yaml: yaml, origin: { _ in .memory }) else {
      return self
    }
    for assignment in assignments { try document.apply(try Assignment(assignment)) }
    return try SequenceSpecification(document)
  }
}
