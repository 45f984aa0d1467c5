public import HebbTensor

/// What weights must satisfy whatever the rule does; applied after every update, in the order given.
public protocol WeightConstraint: NamedPart {
  /// What it does, as a formula or a phrase.
  static var about: String { get }

  /// Brings the weights `[neurons, inputs]` in line. `state` keeps what the constraint must remember.
  func apply(to w: inout Tensor, state: inout PlasticState)

  /// Called once, with the initial weights. Applies the constraint by default.
  func begin(with w: inout Tensor, state: inout PlasticState)
}

extension WeightConstraint {
  public func begin(with w: inout Tensor, state: inout PlasticState) { apply(to: &w, state: &state) }
}
