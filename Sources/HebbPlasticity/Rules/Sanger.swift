import HebbTensor

/// Sanger's rule, the generalized Hebbian algorithm (also Hebbian PCA): every neuron learns what the neurons before it
/// leave unexplained.
///
/// Δwᵢ = yᵢ (x − Σ_{k≤i} y_k w_k); in canonical form A = y, M = the lower triangle of yᵀy.
///
/// > Reference: T. D. Sanger, "Optimal unsupervised learning in a single-layer linear feedforward neural network",
/// > Neural Networks 2 (1989), 459–473.
public struct Sanger: LearningRule {
  public static let name = "sanger"
  public static let isCompetitive = false
  public static let aliases = ["hpca", "gha"]
  public static let card = RuleCard(
    formula: "Δwᵢ = yᵢ (x − Σ_{k≤i} y_k w_k)",
    canonical: "A = y, M = lower triangle of yᵀy",
    summary: "Every neuron learns by Oja's rule what the neurons before it leave unexplained. Also called generalized "
      + "Hebbian algorithm or Hebbian PCA (hpca).",
    properties: [
      "converges to the leading principal components in order, each of unit length",
      "bounded for small learning rates",
    ],
    source: "T. D. Sanger, “Optimal unsupervised learning in a single-layer linear feedforward neural network”, "
      + "Neural Networks 2 (1989), 459–473")

  public init() {}
  public init(_ parameters: ParameterValues) {}

  public var dividesBatches: Bool { true }

  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    let y = activity.y.dense
    return .canonical(CanonicalUpdate(post: .dense(y), decay: .reconstruction(y, .upToOwn)))
  }
}
