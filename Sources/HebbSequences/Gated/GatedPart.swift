/// The parts of a Hebbian GRU, each of which can be frozen.
public enum GatedPart: String, Sendable, Codable, CaseIterable {
  case projection, gru, fc
}

/// How the projection of a Hebbian GRU learns.
public enum ProjectionLearning: String, Sendable, Codable, CaseIterable {
  /// By a Hebbian rule, from its inputs and its responses, without labels.
  case hebbian
  /// By back-propagation, as everything behind it: what a network without a Hebbian part does.
  case backPropagated
  /// Not at all: it stays random.
  case frozen
}
