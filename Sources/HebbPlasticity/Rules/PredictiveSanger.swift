public import HebbSupport
import HebbTensor

/// Sanger's rule shifted in time: the neurons' activity at one step learns to reconstruct the input of the next.
///
/// Δwᵢ = yᵢ(t) (x(t+1) − Σ_{k≤i} y_k(t) w_k); in canonical form A = y of the step before, M = the lower triangle of AᵀA. The
/// activity of a batch's last step is kept for the first step of the next, in every lane (see `Activity.lanes`); the very
/// first step has nothing to predict it and teaches nothing.
///
/// > Reference: the reconstruction of T. D. Sanger, Neural Networks 2 (1989), 459–473, with its target a step later.
public struct PredictiveSanger: LearningRule {
  private static let memory = "predictiveSanger.activity"
  public static let name = "predictiveSanger"
  public static let isCompetitive = false
  public static let card = RuleCard(
    formula: "Δwᵢ = yᵢ(t) (x(t+1) − Σ_{k≤i} y_k(t) w_k)",
    canonical: "A = y of the step before, M = lower triangle of AᵀA",
    summary:
      "Sanger's rule shifted in time: the activity at one step learns to reconstruct the input of the next, so that "
      + "a layer predicts without an error from above.",
    properties: [
      "each neuron learns what those before it fail to predict; if their activities are uncorrelated, y(t) W becomes the "
        + "best linear prediction of x(t+1)",
      "bounded for small learning rates as long as y is bounded or does not grow with the weights",
      "needs rows in the order of time",
    ],
    source: "Sanger's reconstruction (Neural Networks 2 (1989), 459–473) with its target a step later: layer-wise "
      + "prediction for Hebbian recurrent networks",
    needs: [.sequence])

  public init() {}
  public init(_ parameters: ParameterValues) {}

  public var sequenceMemory: [String] { [Self.memory] }

  /// Throws a `Problem` if the rows are not whole steps of all lanes.
  public func update(for activity: Activity, state: inout PlasticState) throws(Problem) -> PlasticUpdate {
    try activity.requireWholeSteps(of: Self.name)
    guard activity.samples > 0 else { return .canonical(CanonicalUpdate(post: activity.y)) }
    let y = activity.y.dense.elements
    let step = [activity.lanes, activity.neurons]
    let previous = state[Self.memory, shape: step].elements
    state[Self.memory] = Tensor(shape: step, elements: y.suffix(previous.count))
    let before = Tensor(
      shape: [activity.samples, activity.neurons], elements: previous + y.dropLast(previous.count))
    return .canonical(CanonicalUpdate(post: .dense(before), decay: .reconstruction(before, .upToOwn)))
  }
}
