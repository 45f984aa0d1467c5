/// How a layer learns: a rule, and around it competition, homeostasis and constraints, each chosen freely.
public struct Plasticity: Sendable {
  public var rule: any LearningRule
  /// Stages from the neurons' inputs to the activity y that the rule sees; none for y = u.
  public var competition: [any CompetitionStage]
  public var homeostasis: (any Homeostasis)?
  /// Applied to the weights after every update, in this order.
  public var constraints: [any WeightConstraint]
  public var learningRate: Double
  public var scale: UpdateScale

  public init(
    rule: any LearningRule, competition: [any CompetitionStage] = [], homeostasis: (any Homeostasis)? = nil,
    constraints: [any WeightConstraint] = [], learningRate: Double = 1e-3, scale: UpdateScale = .sum
  ) {
    self.rule = rule
    self.competition = competition
    self.homeostasis = homeostasis
    self.constraints = constraints
    self.learningRate = learningRate
    self.scale = scale
  }

  /// k, if winners alone drive plasticity.
  public var winners: Int? { (competition.last as? WinnerTakeAll)?.winners }
}

extension Plasticity: Equatable {
  public static func == (left: Plasticity, right: Plasticity) -> Bool {
    func same(_ left: [any NamedPart], _ right: [any NamedPart]) -> Bool {
      left.count == right.count && zip(left, right).allSatisfy { $0.isEqual(to: $1) }
    }
    return left.rule.isEqual(to: right.rule) && same(left.competition, right.competition)
      && same(left.homeostasis.map { [$0] } ?? [], right.homeostasis.map { [$0] } ?? [])
      && same(left.constraints, right.constraints) && left.learningRate == right.learningRate
      && left.scale == right.scale
  }
}

extension Plasticity {
  /// The parts that go with a rule unless others are chosen: rules for neurons that compete come with winner-take-all,
  /// adaptive thresholds and weight vectors of length 1; all others stand alone.
  public static func standard(for rule: any LearningRule) -> Plasticity {
    type(of: rule).isCompetitive
      ? Plasticity(
        rule: rule, competition: [WinnerTakeAll()], homeostasis: AdaptiveThreshold(), constraints: [UnitNorm()],
        learningRate: 1e-4)
      : Plasticity(rule: rule, learningRate: 1e-4)
  }
}
