import HebbTensor

/// The feed-forward part of Földiák's network: the instar rule, on activity that lateral inhibition has made sparse and
/// decorrelated.
///
/// Δw = y (x − w); in canonical form A = y, M = diag(Σ y). The network's other two rules are parts of their own: lateral
/// weights Δqᵢⱼ = −α (yᵢ yⱼ − p²) are the competition `foldiak`, thresholds Δt = γ (y − p) the homeostasis
/// `foldiakThreshold`.
///
/// > Reference: P. Földiák, "Forming sparse representations by local anti-Hebbian learning", Biol. Cybern. 64 (1990),
/// > 165–170.
public struct Foldiak: LearningRule {
  public static let name = "foldiak"
  public static let card = RuleCard(
    formula: "Δw = y (x − w); lateral Δqᵢⱼ = −α (yᵢ yⱼ − p²), q ≤ 0; thresholds Δt = γ (y − p)",
    canonical: "A = y, M = diag(Σ y) for the feed-forward weights",
    summary: "Hebbian feed-forward, anti-Hebbian lateral weights and thresholds that keep a firing rate of p: together "
      + "they find the independent components of which the inputs are made.",
    properties: [
      "a sparse code of independent features: finds the bars of the bars problem",
      "needs the competition foldiak (lateral weights) and the homeostasis foldiakThreshold; alone it is instar",
      "bounded: y is 0 or 1, weights stay among the inputs",
    ],
    source: "P. Földiák, “Forming sparse representations by local anti-Hebbian learning”, Biol. Cybern. 64 (1990), "
      + "165–170")

  public init() {}
  public init(_ parameters: ParameterValues) {}

  public var dividesBatches: Bool { true }

  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    Instar().update(for: activity, state: &state)
  }

  public func decay(wins: Int) -> Float? { Instar().decay(wins: wins) }
}
