import HebbTensor

/// SoftHebb: a soft competition between Bayesian causes, in which the winner learns and all others unlearn.
///
/// With s = −softmax(β u), its sign flipped for the winner: Δw = s (x − u w); in canonical form A = s, M = diag(Σ s u). The
/// softmax is the rule's own competition: the activity y of the layer is not used.
///
/// > Reference: T. Moraitis et al., "SoftHebb: Bayesian inference in unsupervised Hebbian soft winner-take-all networks",
/// > Neuromorph. Comput. Eng. 2 (2022) 044017; with anti-Hebbian losers: A. Journé et al., "Hebbian deep learning without
/// > feedback", ICLR 2023.
public struct SoftHebb: LearningRule {
  public static let name = "softhebb"
  public static let isCompetitive = false
  public static let parameters = [
    Parameter.number("inverseTemperature", 1, in: .notNegative, "β of the softmax; large values are winner-take-all"),
    Parameter.number(
      "negligible", 0, in: 0...1, "softmax values below this count as 0, so that only the others cost time"),
  ]
  public static let card = RuleCard(
    formula: "Δw = s (x − u w), s = softmax(β u) for the winner, −softmax(β u) for all others",
    canonical: "A = s, M = diag(Σ s u)",
    summary:
      "Neurons compete by a softmax of their inputs u; the winner learns what it wins and the others unlearn what "
      + "they nearly won.",
    properties: [
      "neurons that win converge to unit length and to the centres of the inputs that they win",
      "has its own competition: needs none, and ignores y",
      "losing is anti-Hebbian and drives lengths above 1 further up: keep the learning rate low, or add the constraint "
        + "unitNorm",
    ],
    source: "T. Moraitis et al., “SoftHebb”, Neuromorph. Comput. Eng. 2 (2022) 044017; A. Journé et al., “Hebbian deep "
      + "learning without feedback”, ICLR 2023")

  public var inverseTemperature: Double

  public var negligible: Double

  public init(inverseTemperature: Double = 1, negligible: Double = 0) {
    (self.inverseTemperature, self.negligible) = (inverseTemperature, negligible)
  }
  public init(_ parameters: ParameterValues) {
    self.init(
      inverseTemperature: parameters[number: "inverseTemperature"], negligible: parameters[number: "negligible"])
  }
  public var values: [String: ParameterValue] {
    ["inverseTemperature": .number(inverseTemperature), "negligible": .number(negligible)]
  }

  public var usesResponsesAlone: Bool { true }
  public var dividesBatches: Bool { true }

  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    let u = activity.u
    let s = RowKernels.signedSoftmax(
      u, inverseTemperature: Float(inverseTemperature), negligible: Float(negligible), parallel: activity.parallel)
    return .canonical(CanonicalUpdate(post: .dense(s), decay: .diagonal(u)))
  }
}
