public import HebbPlasticity
public import HebbSupport

/// A rule to time, and the products that it cannot do without.
public struct RuleBenchmarkCase: Sendable {
  public enum Products: String, Sendable {
    case input = "AᵀX"
    /// Of rules that subtract from their input what the neurons explain of it.
    case reconstruction = "AᵀX, YW"
    /// Of a loss, the graph of y and the way back; of a rule that ranks neurons by inputs of its own, these too.
    case graph = "XWᵀ, AᵀX"
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

  /// Every rule of the library with dense activity, and what winner-take-all saves.
  ///
  /// - Throws: `Problem` if a rule of the catalog cannot be made.
  public static func all() throws(Problem) -> [RuleBenchmarkCase] {
    var cases: [RuleBenchmarkCase] = []
    for type in LearningRules.types {
      let given: [String: ParameterValue] = type is PolynomialRule.Type ? ["formula": "x*y - y^2*w"] : [:]
      cases.append(
        RuleBenchmarkCase(type.name, try LearningRules.catalog.make(type.name, given), products: products(of: type)))
    }
    return cases + [
      RuleBenchmarkCase("krotovHopfield, p = 2.5", KrotovHopfield(p: 2.5), products: .graph),
      RuleBenchmarkCase("oja, winner-take-all", Oja(), competition: [WinnerTakeAll()]),
      RuleBenchmarkCase("oja, 10 winners", Oja(), competition: [WinnerTakeAll(winners: 10)]),
    ]
  }

  private static func products(of rule: any LearningRule.Type) -> Products {
    switch rule {
    case is Sanger.Type, is Subspace.Type, is PredictiveSanger.Type: .reconstruction
    case is Surrogate.Type: .graph
    default: .input
    }
  }
}
