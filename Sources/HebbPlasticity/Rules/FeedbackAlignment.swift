public import HebbSupport
import HebbTensor

/// Direct feedback alignment: the error of the network's output reaches every layer at once, by fixed random weights.
///
/// Δw = (B e) f′(u) x, with e = target − output and B fixed and random; in canonical form A = (e Bᵀ) ∘ f′(u), M = 0. The
/// entries of B `[neurons, outputs]` are normal with variance 1/outputs.
///
/// > Reference: A. Nøkland, "Direct feedback alignment provides learning in deep neural networks", NeurIPS 2016; T. P.
/// > Lillicrap et al., "Random synaptic feedback weights support error backpropagation for deep learning", Nature
/// > Communications 7 (2016) 13276.
public struct FeedbackAlignment: LearningRule {
  /// f, of whose derivative the update is a multiple.
  public enum Derivative: String, Sendable, CaseIterable {
    case linear
    case rectified
    case tanh
    case sigmoid
  }

  /// How the error reaches the layer.
  public enum Feedback: String, Sendable, CaseIterable {
    /// By fixed random weights B.
    case random
    /// As it is, B = 1: the layer is the output itself, and the rule the delta rule.
    case identity
  }

  public static let name = "feedbackAlignment"
  public static let isCompetitive = false
  public static let parameters = [
    Parameter.word(
      "derivative", "linear", oneOf: Derivative.allCases.map(\.rawValue), "the layer's non-linearity f, for f′(u)"),
    Parameter.word(
      "feedback", "random", oneOf: Feedback.allCases.map(\.rawValue),
      "random weights B, or identity in the output layer itself (the delta rule)"),
  ]
  public static let card = RuleCard(
    formula: "Δw = (B e) f′(u) x, e = target − output, B fixed and random",
    canonical: "A = (e Bᵀ) ∘ f′(u), M = 0",
    summary:
      "The error of the network's output reaches every layer at once, by fixed random weights in place of those of "
      + "back-propagation; the forward weights come to align with them.",
    properties: [
      "supervised: lowers the output error as the output's weights align with the feedback",
      "bounded as long as the error falls; too high a learning rate diverges",
      "needs the output error, and a read-out that learns by it",
    ],
    source: "A. Nøkland, “Direct feedback alignment provides learning in deep neural networks”, NeurIPS 2016; T. P. "
      + "Lillicrap et al., Nature Communications 7 (2016) 13276",
    needs: [.outputError])

  public var derivative: Derivative
  public var feedback: Feedback

  public init(derivative: Derivative = .linear, feedback: Feedback = .random) {
    (self.derivative, self.feedback) = (derivative, feedback)
  }
  public init(_ parameters: ParameterValues) {
    self.init(
      derivative: Derivative(rawValue: parameters[text: "derivative"]) ?? .linear,
      feedback: Feedback(rawValue: parameters[text: "feedback"]) ?? .random)
  }
  public var values: [String: ParameterValue] {
    ["derivative": .text(derivative.rawValue), "feedback": .text(feedback.rawValue)]
  }

  public var dividesBatches: Bool { true }

  /// Throws a `Problem` if `signals.outputError` is missing or has not one row per sample.
  public func update(for activity: Activity, state: inout PlasticState) throws(Problem) -> PlasticUpdate {
    guard let error = activity.signals.outputError else {
      throw Problem(
        "the rule “feedbackAlignment” needs the error of the network's output", at: activity.place,
        advice: "Give signals.outputError [samples, outputs], target − output; or choose a rule that needs no error.")
    }
    guard error.shape.count == 2, error.shape[0] == activity.samples else {
      throw Problem(
        "the output error has shape \(error.shape), not one row for each of \(activity.samples) samples",
        at: activity.place, advice: "Give signals.outputError [samples, outputs], target − output.")
    }
    guard feedback == .random else {
      guard error.shape[1] == activity.neurons else {
        throw Problem(
          "the error of \(error.shape[1]) outputs is not that of the layer's \(activity.neurons) neurons",
          at: activity.place, advice: "Use feedback: identity in the output layer alone.")
      }
      return .canonical(CanonicalUpdate(post: .dense(scaled(error, by: activity.u))))
    }
    let feedback = feedback(to: activity, outputs: error.shape[1], state: &state)
    let a = LinearAlgebra.multiply(error, feedback, transposingB: true)
    return .canonical(CanonicalUpdate(post: .dense(scaled(a, by: activity.u))))
  }

  /// B `[neurons, outputs]`, drawn once and then remembered.
  private func feedback(to activity: Activity, outputs: Int, state: inout PlasticState) -> Tensor {
    let shape = [activity.neurons, outputs]
    if let known = state["feedbackAlignment.feedback"], known.shape == shape { return known }
    var random = RandomStream(seed: activity.seed, activity.place + ".feedback")
    let deviation = 1 / Float(max(outputs, 1)).squareRoot()
    let drawn = Tensor(shape: shape, elements: (0..<shape[0] * outputs).map { _ in deviation * random.normal() })
    state["feedbackAlignment.feedback"] = drawn
    return drawn
  }

  /// Every element times f′ of the neuron's input.
  private func scaled(_ a: Tensor, by u: Tensor) -> Tensor {
    switch derivative {
    case .linear: a
    case .rectified: a.combined(with: u) { $1 > 0 ? $0 : 0 }
    case .tanh: a.combined(with: Variable.constant(u).tanh().value) { $0 * (1 - $1 * $1) }
    case .sigmoid: a.combined(with: Variable.constant(u).sigmoid().value) { $0 * $1 * (1 - $1) }
    }
  }
}
