public import HebbSupport
public import HebbTensor

/// The rule of Bienenstock, Cooper and Munro: inputs that drive the neuron above a threshold grow, those that drive it
/// less shrink, and the threshold follows the neuron's own activity.
///
/// Δw = y (y − θ) x − ε w; in canonical form A = y (y − θ), M = ε N I for N samples. After a batch has been used
/// θ ← θ + τ (mean of y² − θ).
///
/// > Reference: E. L. Bienenstock, L. N. Cooper and P. W. Munro, "Theory for the development of neuron selectivity",
/// > J. Neurosci. 2 (1982), 32–48; the threshold as a running mean of y²: N. Intrator and L. N. Cooper, "Objective
/// > function formulation of the BCM theory of visual cortical plasticity", Neural Networks 5 (1992), 3–17.
public struct BCM: LearningRule {
  public static let name = "bcm"
  public static let isCompetitive = false
  public static let parameters = [
    Parameter.number("rate", 0.1, in: 0...1, "τ, how fast the threshold follows the mean of y², per batch"),
    Parameter.number("decay", 0, in: .notNegative, "ε, by which every weight shrinks per sample"),
    Parameter.numbers("threshold", "θ to start from; without it, the mean of y² over the first batch"),
  ]
  public static let card = RuleCard(
    formula: "Δw = y (y − θ) x − ε w, θ ← θ + τ (mean of y² − θ)",
    canonical: "A = y (y − θ), M = ε N I",
    summary: "Inputs that drive the neuron above its threshold grow, those that drive it less shrink; the threshold "
      + "follows the neuron's own activity.",
    properties: [
      "becomes selective to one of several patterns",
      "bounded if the threshold follows faster than the weights grow: raise the rate or lower the learning rate",
      "a neuron that begins without any positive response falls silent",
    ],
    source: "E. L. Bienenstock, L. N. Cooper and P. W. Munro, “Theory for the development of neuron selectivity”, "
      + "J. Neurosci. 2 (1982), 32–48; threshold of N. Intrator and L. N. Cooper, Neural Networks 5 (1992), 3–17")

  public var rate: Double
  public var decay: Double
  /// One per neuron; nil to begin with the mean of y² over the first batch.
  public var threshold: [Double]?

  public init(rate: Double = 0.1, decay: Double = 0, threshold: [Double]? = nil) {
    (self.rate, self.decay, self.threshold) = (rate, decay, threshold)
  }
  public init(_ parameters: ParameterValues) {
    self.init(
      rate: parameters[number: "rate"], decay: parameters[number: "decay"],
      threshold: parameters[numbers: "threshold"])
  }
  public var values: [String: ParameterValue] {
    var values: [String: ParameterValue] = ["rate": .number(rate), "decay": .number(decay)]
    if let threshold { values["threshold"] = .numbers(threshold) }
    return values
  }

  public var usesResponsesAlone: Bool { true }
  public var dividesBatches: Bool { true }

  /// Σ y² of every neuron, which the thresholds follow.
  public func batchSums(of activity: Activity) -> Tensor? {
    Tensor(shape: [activity.neurons], elements: Self.squareSums(activity.y))
  }

  private static func squareSums(_ y: Rows) -> [Float] { y.mapped { $0 * $0 }.columnSums() }

  /// Throws a `Problem` if `threshold` has not one number per neuron.
  public func update(for activity: Activity, state: inout PlasticState) throws(Problem) -> PlasticUpdate {
    if let threshold, threshold.count != activity.neurons {
      throw Problem(
        "the rule “bcm” has \(threshold.count) thresholds for \(activity.neurons) neurons", at: activity.place,
        advice: "Give one number per neuron, or leave “threshold” out.")
    }
    guard activity.samples > 0 || activity.whole != nil else {
      return .canonical(CanonicalUpdate(post: activity.y))
    }
    let y = activity.y
    let samples = activity.whole?.samples ?? activity.samples
    let meanSquares = (activity.whole?.sums.elements ?? Self.squareSums(y)).map { $0 / Float(samples) }
    let theta = state["bcm.threshold"]?.elements ?? threshold.map { $0.map { Float($0) } } ?? meanSquares
    let followed = zip(theta, meanSquares).map { $0 + Float(rate) * ($1 - $0) }
    state["bcm.threshold"] = Tensor(shape: [activity.neurons], elements: followed)
    // Neurons that are silent learn nothing: with few winners, few values are computed.
    let a = y.mappedByNeuron(with: theta) { $0 * ($0 - $1) }
    return .canonical(
      CanonicalUpdate(post: a, decay: .uniform(Float(decay * Double(activity.samples)))))
  }
}
