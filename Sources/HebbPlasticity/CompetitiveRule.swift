/// The learning rules of seed 004, driven by binary winners y.
///
/// All have the form Δw = η (Σ y x − m w), summed over samples; they differ in the decay m. Since y is 0 or 1, y² = y,
/// and `instar` and `oja` are the same rule under winner-take-all.
///
/// > Reference: T. Miconi, "Hebbian learning with gradients: Hebbian convolutional neural networks with modern deep
/// > learning frameworks" (2021), equations 2 and 3.
public enum CompetitiveRule: String, Sendable, CaseIterable {
  /// Δw = y x
  case hebb
  /// Δw = y (x − w)
  case instar
  /// Δw = y (x − y w)
  case oja

  /// The decay m of a neuron that won `wins` times.
  public func decay(wins: Int) -> Float {
    switch self {
    case .hebb: 0
    case .instar: Float(wins)  // Σ y
    case .oja: Float(wins)  // Σ y²
    }
  }
}
