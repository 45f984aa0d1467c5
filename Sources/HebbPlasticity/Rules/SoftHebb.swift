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
    Parameter.number("inverseTemperature", 1, in: .notNegative, "β of the softmax; large values are winner-take-all")
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

  public init(inverseTemperature: Double = 1) { self.inverseTemperature = inverseTemperature }
  public init(_ parameters: ParameterValues) { self.init(inverseTemperature: parameters[number: "inverseTemperature"]) }
  public var values: [String: ParameterValue] { ["inverseTemperature": .number(inverseTemperature)] }

  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    let u = activity.u
    let s = signedSoftmax(u)
    return .canonical(CanonicalUpdate(post: .dense(s), decay: .perNeuron(.dense(s.combined(with: u, *)))))
  }

  /// `[samples, neurons]`; of equal inputs the one of the lower index wins.
  private func signedSoftmax(_ u: Tensor) -> Tensor {
    let neurons = u.shape[1]
    var s = u
    Softmax.apply(toRowsOf: &s, inverseTemperature: Float(inverseTemperature))
    s.withUnsafeMutableBufferPointer { s in
      u.withUnsafeBufferPointer { u in
        for start in stride(from: 0, to: s.count, by: max(neurons, 1)) {
          let row = start..<start + neurons
          let winner = WinnerSearch.strongest(in: UnsafeBufferPointer(rebasing: u[row]))
          for i in row { s[i] = -s[i] }
          if let winner { s[start + winner] = -s[start + winner] }
        }
      }
    }
    return s
  }
}
