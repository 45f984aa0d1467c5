import HebbTensor

/// The anti-Hebbian rule: what fires together is driven apart.
///
/// Δw = −y x; in canonical form A = −y, M = 0.
///
/// > Reference: H. B. Barlow and P. Földiák, "Adaptation and decorrelation in the cortex", in "The Computing Neuron"
/// > (Addison-Wesley, 1989), 54–72.
public struct AntiHebb: LearningRule {
  public static let name = "antiHebb"
  public static let isCompetitive = false
  public static let card = RuleCard(
    formula: "Δw = −y x",
    canonical: "A = −y, M = 0",
    summary: "What fires together is driven apart: the neuron stops responding to what is common, and what remains is "
      + "decorrelated.",
    properties: [
      "with y = w·x bounded: weights shrink to 0 along every direction in which the inputs vary, fastest along the first "
        + "principal component",
      "with the constraint unitNorm turns towards the last principal component (novelty filter)",
    ],
    source: "H. B. Barlow and P. Földiák, “Adaptation and decorrelation in the cortex”, in “The Computing Neuron” "
      + "(Addison-Wesley, 1989), 54–72")

  public init() {}
  public init(_ parameters: ParameterValues) {}

  public var usesResponsesAlone: Bool { true }
  public var dividesBatches: Bool { true }

  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    .canonical(CanonicalUpdate(post: activity.y.mapped { -$0 }))
  }
}
