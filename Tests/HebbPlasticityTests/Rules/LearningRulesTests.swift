import HebbPlasticity
import HebbSupport
import Testing

@Suite("The catalog of learning rules")
struct LearningRulesTests {
  /// What must be given to a rule that has a parameter without a default.
  private static let required: [String: [String: ParameterValue]] = ["polynomial": ["formula": "x*y"]]

  @Test("every rule can be made by its name, with defaults inside their ranges")
  func names() throws {
    #expect(LearningRules.catalog.names == LearningRules.types.map { $0.name })
    #expect(Set(LearningRules.catalog.names).count == LearningRules.types.count)
    for type in LearningRules.types {
      let rule = try LearningRules.catalog.make(type.name, Self.required[type.name] ?? [:])
      #expect(Swift.type(of: rule) == type)
      // Made again from its own values, among which defaults are checked like any other.
      #expect(try LearningRules.catalog.make(type.name, rule.values).isEqual(to: rule))
      #expect(Set(rule.values.keys).isSubset(of: type.parameters.map(\.name)))
    }
  }

  @Test("every rule has a complete card")
  func cards() {
    for type in LearningRules.types {
      let card = type.card
      #expect(card.formula.contains("Δ"), "\(type.name)")
      #expect(!card.canonical.isEmpty && !card.properties.isEmpty && card.summary.hasSuffix("."), "\(type.name)")
      #expect(card.source.contains("(") && card.source.contains("19") || card.source.contains("20"), "\(type.name)")
      #expect(Set(type.parameters.map(\.name)).count == type.parameters.count)
    }
  }

  @Test("Sanger's rule answers to its other names")
  func aliases() throws {
    #expect(try LearningRules.catalog.make("hpca").isEqual(to: Sanger()))
    #expect(LearningRules.catalog.type(named: "gha")?.name == "sanger")
  }

  @Test("an unknown rule is refused with the nearest name and all names")
  func unknownRule() {
    let problem = #expect(throws: Problem.self) { try LearningRules.catalog.make("ohja") }
    #expect(problem?.what == "there is no learning rule “ohja”")
    #expect(problem?.advice?.hasPrefix("Did you mean “oja”? There are hebb, instar") == true)
  }

  @Test("an unknown parameter is refused with the nearest name")
  func unknownParameter() {
    let problem = #expect(throws: Problem.self) { try LearningRules.catalog.make("krotovHopfield", ["detla": 1]) }
    #expect(problem?.what == "“krotovHopfield” has no parameter “detla”")
    #expect(problem?.place == "detla")
    #expect(problem?.advice?.contains("Did you mean “delta”?") == true)
    let none = #expect(throws: Problem.self) { try LearningRules.catalog.make("hebb", ["rate": 1]) }
    #expect(none?.advice == "It has no parameters.")
  }

  @Test(
    "a parameter out of range is refused with the range",
    arguments: [
      ("bcm", "rate", 1.5, "0 to 1"), ("bcm", "decay", -1, "at least 0"), ("krotovHopfield", "k", 1, "from 2"),
      ("krotovHopfield", "k", 2.5, "whole numbers"), ("krotovHopfield", "p", 0.5, "1 to 100"),
      ("softhebb", "inverseTemperature", -1, "at least 0"), ("trace", "rate", -0.1, "0 to 1"),
      ("rewardModulated", "decay", 2, "0 to 1"), ("covariance", "rate", .infinity, "0 to 1"),
      ("covariance", "means", 3, "batch, running"), ("trace", "rate", .nan, "0 to 1"),
    ])
  func outOfRange(rule: String, parameter: String, value: Double, range: String) {
    let problem = #expect(throws: Problem.self) { try LearningRules.catalog.make(rule, [parameter: .number(value)]) }
    #expect(problem?.what.contains("“\(parameter)” of “\(rule)” cannot be") == true)
    #expect(problem?.place == parameter)
    #expect(problem?.advice?.contains(range) == true)
  }

  @Test("a word that is none of the choices is refused with the nearest")
  func wrongWord() {
    let problem = #expect(throws: Problem.self) { try LearningRules.catalog.make("covariance", ["means": "runing"]) }
    #expect(problem?.advice == "Did you mean “running”? Choose batch, running.")
  }
}
