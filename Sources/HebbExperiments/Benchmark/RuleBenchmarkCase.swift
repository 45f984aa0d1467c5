public import HebbPlasticity
import HebbTensor

/// A kind of rule to time, and the products that it cannot do without.
public struct RuleBenchmarkCase: Sendable {
  public enum Products: String, Sendable {
    case input = "AᵀX"
    /// Of subspace rules, which subtract from their input what the neurons explain of it.
    case reconstruction = "AᵀX, YW"
  }

  public let name: String
  public let plasticity: Plasticity
  public let products: Products

  /// Unit norm follows every update; the learning rate is so low that weights stay as they are.
  public init(
    _ name: String, _ rule: any LearningRule, competition: [any CompetitionStage] = [], products: Products = .input
  ) {
    self.name = name
    plasticity = Plasticity(rule: rule, competition: competition, constraints: [UnitNorm()], learningRate: 1e-9)
    self.products = products
  }

  /// One of every form that updates have.
  public static let all = [
    RuleBenchmarkCase("M = 0", FormOfRule { _ in .none }),
    RuleBenchmarkCase("M = d I", FormOfRule { _ in .uniform(0.1) }),
    RuleBenchmarkCase("oja, M = diag(Σ y²)", Oja()),
    RuleBenchmarkCase(
      "decay per input", FormOfRule { .perInput(sampleFactors: [Float](repeating: 1, count: $0.samples)) }),
    RuleBenchmarkCase("x − x̄", FormOfRule(isCentred: true) { _ in .none }),
    RuleBenchmarkCase(
      "M = AᵀY", FormOfRule { .reconstruction($0.y.dense, .all) }, products: .reconstruction),
    RuleBenchmarkCase(
      "M = lower triangle of AᵀY", FormOfRule { .reconstruction($0.y.dense, .upToOwn) }, products: .reconstruction),
    RuleBenchmarkCase("oja, winner-take-all", Oja(), competition: [WinnerTakeAll()]),
    RuleBenchmarkCase("oja, 10 winners", Oja(), competition: [WinnerTakeAll(winners: 10)]),
  ]
}

/// The plainest rule with an update of some form: A = y.
private struct FormOfRule: LearningRule {
  static let name = "form"
  static let card = RuleCard(
    formula: "Δw = y x − m w", canonical: "A = y", summary: "An update of a given form, to be timed.", properties: [],
    source: "")

  var isCentred = false
  var decay: @Sendable (Activity) -> Decay

  init(isCentred: Bool = false, decay: @escaping @Sendable (Activity) -> Decay) {
    (self.isCentred, self.decay) = (isCentred, decay)
  }

  init(_ parameters: ParameterValues) { self.init { _ in .none } }

  func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    let mean = isCentred ? Tensor(shape: [activity.inputs], filledWith: 0.1) : nil
    return .canonical(CanonicalUpdate(post: activity.y, decay: decay(activity), presynapticMean: mean))
  }
}
