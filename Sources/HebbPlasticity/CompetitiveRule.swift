/// The learning rules of seed 004, driven by binary winners y.
public enum CompetitiveRule: String, Sendable, CaseIterable {
  /// Δw = y x
  case hebb
  /// Δw = y (x − w)
  case instar
  /// Δw = y (x − y w)
  case oja
}
