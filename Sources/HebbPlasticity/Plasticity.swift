import Foundation

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
  /// e in ηᵢ = η |‖wᵢ‖ − 1|ᵉ: neurons learn the slower the nearer their weights are to length 1; 0 for one rate for all.
  ///
  /// > Reference: A. Journé et al., "Hebbian deep learning without feedback", ICLR 2023, section 3.1.
  public var rateExponent: Double

  public init(
    rule: any LearningRule, competition: [any CompetitionStage] = [], homeostasis: (any Homeostasis)? = nil,
    constraints: [any WeightConstraint] = [], learningRate: Double = 1e-3, scale: UpdateScale = .sum,
    rateExponent: Double = 0
  ) {
    self.rule = rule
    self.competition = competition
    self.homeostasis = homeostasis
    self.constraints = constraints
    self.learningRate = learningRate
    self.scale = scale
    self.rateExponent = rateExponent
  }

  /// ηᵢ of a neuron whose weights have this length.
  public func rate(length: Double) -> Float {
    Float(rateExponent == 0 ? learningRate : learningRate * pow(abs(length - 1) + 1e-10, rateExponent))
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
      && left.scale == right.scale && left.rateExponent == right.rateExponent
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
