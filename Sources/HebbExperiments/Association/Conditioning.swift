public import HebbMemories

/// Classical conditioning of one neuron: what a rule makes of the standard experiments.
///
/// The first input is a light, the second a tone; the output is what naturally follows, such as salivation to food.
///
/// > Reference: I. P. Pavlov, "Conditioned Reflexes" (1927), for acquisition and extinction; L. J. Kamin, "Predictability,
/// > surprise, attention, and conditioning", in Punishment and Aversive Behavior (1969), for blocking.
public struct Conditioning: Sendable, Encodable {
  public let rule: AssociationRule
  public let formula: String
  /// The light is followed by food, then no longer. Responses to the light.
  public let acquisition: AssociationHistory
  /// The light is followed by food; then light and tone together are. Responses to the light, and to the tone.
  public let blocking: AssociationHistory
  /// Light and tone together from the beginning.
  public let control: AssociationHistory

  /// The response to the light after it has been learned.
  public var acquired: Double { acquisition.responses[acquisition.phaseEnds[0]][0] }
  /// The response to the light after it has been shown alone.
  public var extinguished: Double { acquisition.finalResponses[0] }
  /// The response to the tone if the light had been learned before.
  public var toneAfterLight: Double { blocking.finalResponses[1] }
  /// The response to the tone without that.
  public var toneInControl: Double { control.finalResponses[1] }
  /// How much of what the tone would have learned is missing: 1 is blocking in full, 0 none.
  public var blockedShare: Double { toneInControl > 0 ? 1 - toneAfterLight / toneInControl : 0 }

  /// - Parameter trials: of each phase.
  /// - Throws: `Problem` if rate or decay are impossible.
  public init(rule: AssociationRule, rate: Double, decay: Double, trials: Int) throws {
    let neuron = try Associator(rule: rule, rate: rate, decay: decay, weights: [0, 0])
    let (light, lightAlone, both) = (
      try AssociationPair(inputs: [1, 0], output: 1), try AssociationPair(inputs: [1, 0], output: 0),
      try AssociationPair(inputs: [1, 1], output: 1)
    )
    func history(_ phases: [AssociationPair]) throws -> AssociationHistory {
      try AssociationHistory(of: neuron, phases: phases.map { [$0] }, trials: trials, probes: [[1, 0], [0, 1]])
    }
    (self.rule, formula) = (rule, rule.formula)
    acquisition = try history([light, lightAlone])
    blocking = try history([light, both])
    control = try history([both])
  }
}
