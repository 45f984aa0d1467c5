public import HebbMemories
import HebbSupport
import HebbTensor

/// Pairs of inputs and outputs that a neuron with random weights is taught, by several rules.
public struct AssociationLesson: Sendable, Encodable {
  public struct Phase: Sendable, Encodable {
    public let pairs: [String]
  }

  public let phases: [Phase]
  public let trials: Int
  public let rate: Double
  public let decay: Double
  public let seed: UInt64
  /// The inputs to which responses are recorded: those of the pairs, each once.
  public let probes: [[Double]]
  /// One for each rule, all from the same weights.
  public let histories: [AssociationHistory]

  /// The two pairs that make the standard example: the first input comes with the output, the second without.
  public static let exampleText = ["1,0=1", "0,1=0"]

  /// - Parameters:
  ///   - phases: pairs, presented in turn; one phase after the other. At least one pair in each.
  ///   - trials: presentations of each pair.
  /// - Throws: `Problem` if pairs differ in their number of inputs, or rate or decay are impossible.
  public init(
    phases: [[AssociationPair]], rules: [AssociationRule], rate: Double, decay: Double, trials: Int, seed: UInt64
  ) throws {
    let pairs = phases.flatMap(\.self)
    guard let width = pairs.first?.inputs.count else {
      throw Problem("there is nothing to learn", at: "--pair", advice: "Give a pair, such as --pair 1,0=1.")
    }
    var random = RandomStream(seed: seed, "association.weights")
    let weights = (0..<width).map { _ in Double(random.uniform()) / 2 }
    var probes: [[Double]] = []
    for pair in pairs where !probes.contains(pair.inputs) { probes.append(pair.inputs) }
    let inputs = probes
    histories = try rules.map { rule in
      try AssociationHistory(
        of: try Associator(rule: rule, rate: rate, decay: decay, weights: weights), phases: phases, trials: trials,
        probes: inputs)
    }
    self.phases = phases.map { Phase(pairs: $0.map(\.text)) }
    (self.trials, self.rate, self.decay, self.seed, self.probes) = (trials, rate, decay, seed, probes)
  }
}
