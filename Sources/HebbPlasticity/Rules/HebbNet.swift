public import HebbTensor

/// The rule of HebbNet: what is correlated more (or less) than usual changes, and of all synapses only those that would
/// change most.
///
/// D = Σₙ (yₙ xₙᵀ − C), C the mean of y xᵀ over all earlier samples (the activation threshold); ΔW = ±D where |D| is among
/// the largest `sparsity` of the layer, ties included, and 0 elsewhere (gradient sparsity). The first batch has no
/// earlier samples: its D is Σ y xᵀ.
///
/// The minus sign of seed 002, whose script subtracts D from the weights, makes neurons unlearn what is novel.
///
/// > Reference: M. Gupta, A. Ambikapathi and S. Ramasamy, "HebbNet: A simplified Hebbian learning framework to do
/// > biologically plausible learning", ICASSP 2021, 3115–3119.
public struct HebbNet: LearningRule {
  /// Whether synapses grow or shrink where the correlation exceeds its mean.
  public enum Sign: String, Sendable, CaseIterable {
    case plus
    case minus

    var factor: Float { self == .plus ? 1 : -1 }
  }

  public static let name = "hebbNet"
  public static let isCompetitive = false
  public static let isCanonical = false
  public static let parameters = [
    Parameter.number("sparsity", 0.01, in: 0...1, "p, the fraction of the layer's synapses that change in a batch"),
    Parameter.word(
      "sign", "plus", oneOf: Sign.allCases.map(\.rawValue),
      "whether correlation beyond the mean strengthens (plus) or weakens (minus) a synapse"),
  ]
  public static let card = RuleCard(
    formula: "Δw = ±(y x − C) where |y x − C| is among the largest p of the layer, else 0; C the mean of y x so far",
    canonical: "none: the largest values of a sum of canonical form",
    summary: "Synapses change where correlation deviates from its mean, and of those only the few that deviate most.",
    properties: [
      "on average over many samples the unselected change is 0: what is left is driven by rare, strong coincidences",
      "unbounded with plus; add the constraint unitNorm. With minus, strong responses are unlearned: stable at small "
        + "learning rates",
      "writes p of the weights; the mean is touched only where both sides are active",
    ],
    source: "M. Gupta, A. Ambikapathi and S. Ramasamy, “HebbNet: A simplified Hebbian learning framework to do "
      + "biologically plausible learning”, ICASSP 2021, 3115–3119")

  /// p
  public var sparsity: Double
  public var sign: Sign

  public init(sparsity: Double = 0.01, sign: Sign = .plus) { (self.sparsity, self.sign) = (sparsity, sign) }
  public init(_ parameters: ParameterValues) {
    self.init(
      sparsity: parameters[number: "sparsity"], sign: Sign(rawValue: parameters[text: "sign"]) ?? .plus)
  }
  public var values: [String: ParameterValue] { ["sparsity": .number(sparsity), "sign": .text(sign.rawValue)] }

  public var dividesBatches: Bool { true }

  /// Σ y xᵀ `[neurons, inputs]`: what is largest can only be told of the whole batch.
  public func batchSums(of activity: Activity) -> Tensor? {
    LinearAlgebra.multiply(activity.y.dense, activity.x, transposingA: true, parallel: activity.parallel)
  }

  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    var correlation = RunningCorrelation(neurons: activity.neurons, inputs: activity.inputs, in: &state)
    defer { correlation.save(in: &state) }
    let most = max(1, Int(sparsity * Double(activity.neurons * activity.inputs)))
    return .sparse(correlation.largestDeviations(most, from: activity).scaled(by: sign.factor))
  }
}
