import HebbPlasticity
public import HebbSupport

/// Everything that a layer's learning can be made of, for people to read: rules, stages of the competition, homeostasis
/// and constraints.
public struct RuleLibrary: Sendable {
  public let rules: [PartEntry]
  public let competition: [PartEntry]
  public let homeostasis: [PartEntry]
  public let constraints: [PartEntry]

  /// All parts that files can name.
  public static let standard = RuleLibrary()

  init() {
    rules = LearningRules.types.map { PartEntry($0) }
    competition = CompetitionStages.catalog.types.map { type in
      PartEntry(type, kind: .competition, formula: (type as? any CompetitionStage.Type)?.about ?? "")
    }
    homeostasis = Homeostases.catalog.types.map { type in
      PartEntry(type, kind: .homeostasis, formula: (type as? any Homeostasis.Type)?.about ?? "")
    }
    constraints = WeightConstraints.catalog.types.map { type in
      PartEntry(type, kind: .constraint, formula: (type as? any WeightConstraint.Type)?.about ?? "")
    }
  }

  public func entries(_ kind: PartKind) -> [PartEntry] {
    switch kind {
    case .rule: rules
    case .competition: competition
    case .homeostasis: homeostasis
    case .constraint: constraints
    }
  }

  public var all: [PartEntry] { PartKind.allCases.flatMap(entries) }

  /// The parts of a name or an alias: several if a rule and a part that goes with it share the name.
  ///
  /// - Throws: `Problem` with the nearest name, if there is none.
  public func entries(named name: String) throws(Problem) -> [PartEntry] {
    let found = all.filter { $0.name == name || $0.aliases.contains(name) }
    guard found.isEmpty else { return found }
    let guess = NearestName.of(name, among: all.flatMap { [$0.name] + $0.aliases }).map { "Did you mean “\($0)”? " }
    throw Problem(
      "there is no learning rule or other part “\(name)”",
      advice: (guess ?? "") + "“hebb rules” lists all of them.")
  }
}

extension RuleLibrary: Encodable {
  private enum CodingKeys: CodingKey { case rules, competition, homeostasis, constraints }
}
