import HebbTensor

/// The outstar rule: the weights that leave an active input move towards the pattern of the neurons' activity.
///
/// Δw = x (y − w); AᵀX with A = y, and every synapse decays with its own input.
///
/// > Reference: S. Grossberg, "Some nonlinear networks capable of learning a spatial pattern of arbitrary complexity",
/// > Proc. Natl. Acad. Sci. USA 59 (1968), 368–372.
public struct Outstar: LearningRule {
  public static let name = "outstar"
  public static let isCompetitive = false
  public static let card = RuleCard(
    formula: "Δw = x (y − w)",
    canonical: "A = y, W diag(Σ x) in place of M W",
    summary: "The weights that leave an active input move towards the pattern of activity it is seen with, so that the "
      + "input alone recalls the pattern.",
    properties: [
      "converges to the mean of the outputs, weighted by the input x ≥ 0",
      "bounded for x ≥ 0 and bounded y; negative x drives weights away without bound",
    ],
    source: "S. Grossberg, “Some nonlinear networks capable of learning a spatial pattern of arbitrary complexity”, "
      + "Proc. Natl. Acad. Sci. USA 59 (1968), 368–372")

  public init() {}
  public init(_ parameters: ParameterValues) {}

  public var dividesBatches: Bool { true }

  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    let once = [Float](repeating: 1, count: activity.samples)
    return .canonical(CanonicalUpdate(post: activity.y, decay: .perInput(sampleFactors: once)))
  }
}
