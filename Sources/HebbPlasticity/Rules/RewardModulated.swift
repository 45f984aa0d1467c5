public import HebbSupport
import HebbTensor

/// A three-factor rule: what another rule would do is remembered as an eligibility trace, and happens when reward comes.
///
/// Δw = Σ_t r(t) e(t) with e(t) = λ e(t−1) + the wrapped rule's update of step t. Every sample s of the wrapped canonical
/// form thus counts R(s) = Σ_{t≥s} λ^(t−s) r(t) times. For λ > 0 the eligibility of earlier batches goes on, in every lane
/// (see `Activity.lanes`), as `[lanes, neurons, inputs]` in the rule's state.
///
/// > Reference: N. Frémaux and W. Gerstner, "Neuromodulated spike-timing-dependent plasticity, and theory of three-factor
/// > learning rules", Front. Neural Circuits 9 (2016) 85; R. Legenstein, D. Pecevski and W. Maass, PLoS Comput. Biol. 4
/// > (2008) e1000180.
public struct RewardModulated: LearningRule {
  public static let name = "rewardModulated"
  public static let isCanonical = false
  public static let parameters = [
    Parameter(
      name: "rule", kind: .text, standard: "hebb", isOptional: false,
      about: "the rule whose updates wait for reward, with its parameters: “oja”, “bcm(rate: 0.2)”"),
    Parameter.number("decay", 0, in: 0...1, "λ, what is left of an eligibility a step later; 0 rewards at once only"),
  ]
  public static let card = RuleCard(
    formula: "Δw = r e, e(t) = λ e(t−1) + the update of another rule (hebb: y x)",
    canonical:
      "A and M of the other rule with sample s weighted by R(s) = Σ_{t≥s} λ^(t−s) r(t), plus what earlier batches "
      + "left eligible",
    summary: "A three-factor rule: what another rule would do is remembered as an eligibility trace, and happens when "
      + "reward comes, with the sign of the reward.",
    properties: [
      "with a reward relative to its mean (reward − expected reward) it climbs the reward: a policy gradient if y is random",
      "unbounded with hebb: wrap a bounded rule, or add the constraint unitNorm or clip",
      "needs a reward per sample; with λ > 0 rows in the order of time, and memory for lanes × weights",
    ],
    source:
      "N. Frémaux and W. Gerstner, Front. Neural Circuits 9 (2016) 85; R. Legenstein et al., PLoS Comput. Biol. 4 "
      + "(2008) e1000180",
    needs: [.reward])

  public let rule: any LearningRule
  public let decay: Double

  /// - Parameter rule: the wrapped rule, which must have the canonical form.
  /// - Throws: `Problem` if it has none.
  public init(_ rule: any LearningRule = Hebb(), decay: Double = 0) throws(Problem) {
    guard type(of: rule).isCanonical else { throw Self.hasNoCanonicalForm(rule, at: "rule") }
    (self.rule, self.decay) = (rule, decay)
  }
  public init(_ parameters: ParameterValues) throws(Problem) {
    try self.init(LearningRules.make(expression: parameters[text: "rule"]), decay: parameters[number: "decay"])
  }
  public var values: [String: ParameterValue] {
    ["rule": .text(LearningRules.expression(of: rule)), "decay": .number(decay)]
  }

  public var sequenceMemory: [String] { [Eligibility.name] + rule.sequenceMemory }

  /// Throws a `Problem` if there is not one reward per sample, if the rows are not whole steps of all lanes, if the
  /// eligibility would need too much memory, and whatever the wrapped rule throws.
  public func update(for activity: Activity, state: inout PlasticState) throws(Problem) -> PlasticUpdate {
    guard let reward = activity.signals.reward, reward.count == activity.samples else {
      let given = activity.signals.reward.map { "\($0.count) were given" } ?? "none was given"
      throw Problem(
        "the rule “rewardModulated” needs one reward for each of \(activity.samples) samples; \(given)",
        at: activity.place, advice: "Give signals.reward; or choose a rule that needs no reward.")
    }
    try activity.requireWholeSteps(of: Self.name)
    let eligibility = decay > 0 ? Eligibility(decay: Float(decay)) : nil
    try eligibility?.requireRoom(for: activity)
    guard case .canonical(let update) = try rule.update(for: activity, state: &state) else {
      throw Self.hasNoCanonicalForm(rule, at: activity.place)
    }
    guard let eligibility, activity.samples > 0 else { return .canonical(update.scalingSamples(by: reward)) }
    let returns = discountedReturns(of: reward, lanes: activity.lanes)
    var delta = PlasticUpdate.canonical(update.scalingSamples(by: returns)).delta(x: activity.x, w: activity.w)
    eligibility.carry(update, of: activity, returns: returns, into: &delta, state: &state)
    return .direct(delta)
  }

  /// R(s) = Σ_{t≥s} λ^(t−s) r(t) for every row, within its lane and this batch.
  private func discountedReturns(of reward: [Float], lanes: Int) -> [Float] {
    var returns = reward
    for row in stride(from: returns.count - lanes - 1, through: 0, by: -1) {
      returns[row] += Float(decay) * returns[row + lanes]
    }
    return returns
  }

  private static func hasNoCanonicalForm(_ rule: any LearningRule, at place: String) -> Problem {
    let names = LearningRules.types.filter { $0.isCanonical }.map { $0.name }
    return Problem(
      "the rule “\(type(of: rule).name)” cannot wait for reward: it has no canonical form whose samples can be weighted",
      at: place, advice: "Choose one of \(names.joined(separator: ", ")).")
  }
}
