public import HebbSupport
import HebbTensor

/// Földiák's trace rule: the instar rule on a running mean of each neuron's activity, so that inputs that follow each
/// other in time come to share a neuron.
///
/// Δw = ȳ (x − w) with ȳ(t) = (1 − δ) ȳ(t−1) + δ y(t); in canonical form A = ȳ, M = diag(Σ ȳ). The trace goes on from batch
/// to batch, separately in every lane (see `Activity.lanes`).
///
/// > Reference: P. Földiák, "Learning invariance from transformation sequences", Neural Computation 3 (1991), 194–200.
public struct Trace: LearningRule {
  private static let memory = "trace.activity"
  public static let name = "trace"
  public static let parameters = [
    Parameter.number("rate", 0.2, in: 0...1, "δ, the share of the newest activity in the trace; 1 is instar")
  ]
  public static let card = RuleCard(
    formula: "Δw = ȳ (x − w), ȳ(t) = (1 − δ) ȳ(t−1) + δ y(t)",
    canonical: "A = ȳ, M = diag(Σ ȳ)",
    summary:
      "The instar rule on a running mean of each neuron's activity: inputs that follow each other in time come to "
      + "share a neuron.",
    properties: [
      "learns invariance: a neuron responds to a feature wherever it moves",
      "bounded for y ≥ 0: weights stay among the inputs",
      "needs rows in the order of time, and a competition such as winnerTakeAll",
    ],
    source: "P. Földiák, “Learning invariance from transformation sequences”, Neural Computation 3 (1991), 194–200",
    needs: [.sequence])

  public var rate: Double

  public init(rate: Double = 0.2) { self.rate = rate }
  public init(_ parameters: ParameterValues) { self.init(rate: parameters[number: "rate"]) }
  public var values: [String: ParameterValue] { ["rate": .number(rate)] }

  public var sequenceMemory: [String] { [Self.memory] }

  /// Throws a `Problem` if the rows are not whole steps of all lanes.
  public func update(for activity: Activity, state: inout PlasticState) throws(Problem) -> PlasticUpdate {
    try activity.requireWholeSteps(of: Self.name)
    guard activity.samples > 0 else { return .canonical(CanonicalUpdate(post: activity.y)) }
    let step = activity.lanes * activity.neurons
    let share = Float(rate)
    var trace = state[Self.memory, shape: [activity.lanes, activity.neurons]]
    var traces = activity.y.dense
    traces.withUnsafeMutableBufferPointer { y in
      trace.withUnsafeMutableBufferPointer { trace in
        for i in y.indices {
          trace[i % step] += share * (y[i] - trace[i % step])
          y[i] = trace[i % step]
        }
      }
    }
    state[Self.memory] = trace
    return .canonical(CanonicalUpdate(post: .dense(traces), decay: .perNeuron(.dense(traces))))
  }
}
