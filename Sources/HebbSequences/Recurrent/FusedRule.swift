import HebbPlasticity

/// Rules whose update of one step is a product of two sides and a decay of each neuron: Δw = s (y x − m w), with m a
/// function of y. They run fused; see `HebbSynapseKernels`.
enum FusedRule {
  /// m = 0, s = 1
  case hebb
  /// m = 0, s = −1
  case antiHebb
  /// m = y²
  case oja
  /// m = y
  case instar

  /// Nil for rules that need more.
  init?(_ rule: any LearningRule) {
    switch rule {
    case is Hebb: self = .hebb
    case is AntiHebb: self = .antiHebb
    case is Oja: self = .oja
    case is Instar: self = .instar
    default: return nil
    }
  }
}
