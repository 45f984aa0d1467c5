import HebbTensor

/// Oja's rule: Hebbian growth with just enough forgetting to keep each weight vector at unit length.
///
/// Δwᵢ = yᵢ (x − yᵢ wᵢ); in canonical form A = y, M = diag(Σ y²).
///
/// > Reference: E. Oja, "A simplified neuron model as a principal component analyzer", J. Math. Biol. 15 (1982), eq. 3.
public struct Oja: LearningRule {
  public static let name = "oja"
  public static let card = RuleCard(
    formula: "Δw = y (x − y w)",
    canonical: "A = y, M = diag(Σ y²)",
    summary: "Hebbian growth with just enough forgetting to keep each weight vector at unit length.",
    properties: [
      "converges to the first principal component (all neurons to the same one, without competition)",
      "bounded: ‖w‖ → 1 for small learning rates",
    ],
    source: "E. Oja, “A simplified neuron model as a principal component analyzer”, J. Math. Biol. 15 (1982), eq. 3")

  public init() {}
  public init(_ parameters: ParameterValues) {}

  public var usesResponsesAlone: Bool { true }
  public var dividesBatches: Bool { true }

  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    .canonical(CanonicalUpdate(post: activity.y, decay: .perNeuron(activity.y.mapped { $0 * $0 })))
  }

  public func decay(wins: Int) -> Float? { Float(wins) }
}
