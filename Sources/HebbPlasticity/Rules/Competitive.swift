import HebbTensor

/// Competitive learning: the winner of each sample moves its weights towards the input. The instar rule, driven by
/// winner-take-all activity.
///
/// Δw = y (x − w) with y = 1 for the winner and 0 for all others; in canonical form A = y, M = diag(Σ y).
///
/// > Reference: D. E. Rumelhart and D. Zipser, "Feature discovery by competitive learning", Cognitive Science 9 (1985),
/// > 75–112.
public struct Competitive: LearningRule {
  public static let name = "competitive"
  public static let card = RuleCard(
    formula: "Δw = y (x − w), y = 1 for the winner, 0 for all others",
    canonical: "A = y, M = diag(Σ y)",
    summary:
      "The winner of each sample moves its weights towards the input: the instar rule, driven by winner-take-all.",
    properties: [
      "online k-means: every neuron's weights become the mean of the inputs that it wins",
      "bounded: weights stay among the inputs",
      "needs the competition winnerTakeAll; neurons that never win never learn (homeostasis adaptiveThreshold helps)",
    ],
    source: "D. E. Rumelhart and D. Zipser, “Feature discovery by competitive learning”, Cognitive Science 9 (1985), "
      + "75–112")

  public init() {}
  public init(_ parameters: ParameterValues) {}

  public var usesResponsesAlone: Bool { true }
  public var dividesBatches: Bool { true }

  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    Instar().update(for: activity, state: &state)
  }

  public func decay(wins: Int) -> Float? { Instar().decay(wins: wins) }
}
