import HebbTensor

/// The instar rule: the weights of an active neuron move towards its input.
///
/// Δw = y (x − w); in canonical form A = y, M = diag(Σ y).
///
/// > Reference: S. Grossberg, "Adaptive pattern classification and universal recoding: I. Parallel development and
/// > coding of neural feature detectors", Biol. Cybern. 23 (1976), 121–134.
public struct Instar: LearningRule {
  public static let name = "instar"
  public static let card = RuleCard(
    formula: "Δw = y (x − w)",
    canonical: "A = y, M = diag(Σ y)",
    summary: "The weights of an active neuron move towards its input, by as much as it is active.",
    properties: [
      "converges to the mean of the inputs, weighted by the activity y ≥ 0 that they cause",
      "bounded for y ≥ 0: weights stay among the inputs; negative y drives them away without bound",
      "with winner-take-all activity the same as competitive and oja",
    ],
    source: "S. Grossberg, “Adaptive pattern classification and universal recoding: I”, Biol. Cybern. 23 (1976), "
      + "121–134")

  public init() {}
  public init(_ parameters: ParameterValues) {}

  public var usesResponsesAlone: Bool { true }
  public var dividesBatches: Bool { true }

  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    .canonical(CanonicalUpdate(post: activity.y, decay: .perNeuron(activity.y)))
  }

  public func decay(wins: Int) -> Float? { Float(wins) }
}
