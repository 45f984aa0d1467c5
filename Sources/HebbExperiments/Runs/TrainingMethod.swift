/// How a run's network came to its weights.
public enum TrainingMethod: String, Sendable, Codable {
  /// By the local rules of its layers.
  case hebbian
  /// By back-propagation of the labels' cross-entropy through all layers, as a baseline.
  case backpropagation
}
