import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("The polynomial rule")
struct PolynomialRuleTests {
  @Test(
    "the formulas of local rules give those rules' updates",
    arguments: [
      ("x*y", Hebb() as any LearningRule), ("y (x − w)", Instar()), ("y (x - y w)", Oja()), ("x (y - w)", Outstar()),
      ("-x y", AntiHebb()), ("0.7*x*y + 2*x - y + 0.5", ABCD(a: 0.7, b: 2, c: -1, d: 0.5)),
    ])
  func knownRules(formula: String, rule: any LearningRule) throws {
    var random = RandomStream(seed: 1, formula)
    let polynomial = try PolynomialRule(formula: formula)
    for shape in BatchShape.awkward {
      let batch = RandomBatch(shape, steps: shape.steps[0], using: &random).activity
      var state = PlasticState()
      let actual = polynomial.update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
      let expected = try rule.update(for: batch, state: &state).delta(x: batch.x, w: batch.w)
      #expect(agrees(actual.rows, expected.rows), "\(shape)")
    }
  }

  @Test("the formula is the parameter, and it must be given")
  func parameter() throws {
    let rule = try LearningRules.catalog.make("polynomial", ["formula": "y*(x - y*w)"])
    #expect(rule.values == ["formula": "x*y - y^2*w"])
    let missing = #expect(throws: Problem.self) { try LearningRules.catalog.make("polynomial") }
    #expect(missing?.what.contains("needs the parameter “formula”") == true)
    let number = #expect(throws: Problem.self) { try LearningRules.catalog.make("polynomial", ["formula": 3]) }
    #expect(number?.place == "formula")
  }

  @Test("a formula with a mistake is refused, with the place marked")
  func mistake() {
    let problem = #expect(throws: Problem.self) { try LearningRules.catalog.make("polynomial", ["formula": "x*y - z"]) }
    #expect(problem?.place == "formula")
    #expect(problem?.what.contains("x*y - z\n          ^") == true)
  }
}
