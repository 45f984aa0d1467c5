import HebbTensor

/// Oja's subspace rule: all neurons together learn what they all leave unexplained.
///
/// Δwᵢ = yᵢ (x − Σ_k y_k w_k); in canonical form A = y, M = yᵀy.
///
/// > Reference: E. Oja, "Neural networks, principal components, and subspaces", Int. J. Neural Systems 1 (1989), 61–68.
public struct Subspace: LearningRule {
  public static let name = "subspace"
  public static let isCompetitive = false
  public static let card = RuleCard(
    formula: "Δwᵢ = yᵢ (x − Σ_k y_k w_k)",
    canonical: "A = y, M = yᵀy",
    summary:
      "All neurons together learn what they all leave unexplained: the same rule for each of them, with no order "
      + "among them.",
    properties: [
      "converges to orthonormal weights that span the leading principal components (any rotation of them)",
      "bounded for small learning rates",
    ],
    source: "E. Oja, “Neural networks, principal components, and subspaces”, Int. J. Neural Systems 1 (1989), 61–68")

  public init() {}
  public init(_ parameters: ParameterValues) {}

  public var dividesBatches: Bool { true }

  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    let y = activity.y.dense
    return .canonical(CanonicalUpdate(post: .dense(y), decay: .reconstruction(y, .all)))
  }
}
