import HebbPlasticity
import HebbSupport
import Testing

@Suite("Rules in one line")
struct LearningRulesExpressionTests {
  @Test(
    "a line with a name and parameters makes the rule",
    arguments: [
      ("oja", Oja() as any LearningRule), (" hpca ", Sanger()), ("bcm()", BCM()), ("bcm(rate: 0.2)", BCM(rate: 0.2)),
      ("bcm( threshold : [0.5, 1] , decay:1e-3 )", BCM(decay: 0.001, threshold: [0.5, 1])),
      ("covariance(means: running)", Covariance(means: .running)),
    ])
  func reading(text: String, rule: any LearningRule) throws {
    #expect(try LearningRules.make(expression: text).isEqual(to: rule))
  }

  @Test("every rule is read again as it was written")
  func roundTrip() throws {
    for rule in RuleCase.all.map(\.rule) {
      #expect(try LearningRules.make(expression: LearningRules.expression(of: rule)).isEqual(to: rule))
    }
  }

  @Test(
    "text that is no such line is refused",
    arguments: [
      "bcm(rate: 0.2", "bcm(rate)", "bcm(rate: )", "bcm(rate: 1, rate: 0.5)", "bcm(threshold: [1, x])", "bcm(,)",
    ])
  func unreadable(text: String) {
    let problem = #expect(throws: Problem.self) { try LearningRules.make(expression: text) }
    #expect(problem?.what == "“\(text)” is not a rule with its parameters")
  }

  @Test("unknown names inside it are refused as everywhere")
  func unknown() {
    let rule = #expect(throws: Problem.self) { try LearningRules.make(expression: "bcn(rate: 1)") }
    #expect(rule?.what == "there is no learning rule “bcn”")
    let parameter = #expect(throws: Problem.self) { try LearningRules.make(expression: "bcm(rat: 1)") }
    #expect(parameter?.advice?.contains("“rate”") == true)
  }
}
