import HebbTensor

/// Hebb's rule: what fires together wires together.
///
/// Δw = y x; in canonical form A = y, M = 0.
///
/// > Reference: D. O. Hebb, "The Organization of Behavior" (Wiley, 1949), page 62.
public struct Hebb: LearningRule {
  public static let name = "hebb"
  public static let card = RuleCard(
    formula: "Δw = y x",
    canonical: "A = y, M = 0",
    summary: "What fires together wires together: a synapse grows with the product of the activity on its two sides.",
    properties: [
      "unbounded: with y = w·x weights grow like e^(ηλ₁t); add the constraint unitNorm, or choose oja",
      "turns towards the first principal component as it grows (the mean counts, unless it is subtracted)",
    ],
    source: "D. O. Hebb, “The Organization of Behavior” (Wiley, 1949), p. 62")

  public init() {}
  public init(_ parameters: ParameterValues) {}

  public var usesResponsesAlone: Bool { true }
  public var dividesBatches: Bool { true }

  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    .canonical(CanonicalUpdate(post: activity.y))
  }

  public func decay(wins: Int) -> Float? { 0 }
}
