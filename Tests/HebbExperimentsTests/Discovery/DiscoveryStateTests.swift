import HebbPlasticity
import Testing

@testable import HebbExperiments

@Suite("State of a search for rules")
struct DiscoveryStateTests {
  private let terms = [Polynomial.Term(x: 0, y: 2, w: 1), Polynomial.Term(x: 1, y: 1, w: 0)]

  @Test("The rule is the centre of the distribution until there is an outcome")
  func rule() {
    var state = DiscoveryState(terms: terms, strategy: CMAES(mean: [-1.26, 1], stepSize: 1, population: 4))
    #expect(state.rule.formula == "x*y - 1.26*y^2*w" && state.headline == "x*y - 1.3*y^2*w" && !state.isFinished)
    state.outcome = Polynomial(coefficients: Polynomial.Term.all.map { Double($0.index) })
    #expect(state.headline.hasSuffix(" + 26*x^2*y^2*w^2 …"), "\(state.headline)")
    state.outcome = Polynomial()
    #expect(state.rule == Polynomial() && state.isFinished)
  }

  @Test("Terms and distribution must fit together")
  func validity() {
    let strategy = CMAES(mean: [1, 1], stepSize: 1, population: 4)
    #expect(DiscoveryState(terms: terms, strategy: strategy).isValid)
    #expect(!DiscoveryState(terms: [terms[0]], strategy: strategy).isValid)
    #expect(!DiscoveryState(terms: [terms[0], terms[0]], strategy: strategy).isValid)
  }

  @Test(
    "Terms are counted by weight, at any scale",
    arguments: [("0", 0), ("x", 1), ("5 x", 1), ("x - y", 2), ("1e9 x + 1e9 y - 1e9 w", 3), ("3 x + y", 1.6)])
  func effectiveTerms(formula: String, count: Double) throws {
    #expect(abs(try Polynomial(parsing: formula).effectiveTerms - count) < 1e-12)
  }
}
