import HebbPlasticity
import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Settings of a search for rules")
struct DiscoverySettingsTests {
  @Test(
    "Terms are listed with commas or as a formula, each once and in their own order",
    arguments: [
      ("x*y", "x*y"), ("y^2*w, x*y", "y^2*w x*y"), ("x y, x y , 2 y x", "x*y"), ("x*y - 3 y²w + 1", "1 y^2*w x*y"),
      ("x (y + w)", "x*w x*y"),
    ])
  func list(text: String, terms: String) throws {
    #expect(try DiscoverySettings.terms(parsing: text).map(\.description).joined(separator: " ") == terms)
  }

  @Test("All is all", arguments: ["all", "All"])
  func all(text: String) throws {
    #expect(try DiscoverySettings.terms(parsing: text) == Polynomial.Term.all)
  }

  @Test("Lists without terms or with mistakes are refused", arguments: ["", "x,,y", "0", "x^3", "hebb", "x*y, z"])
  func mistakes(text: String) {
    #expect(throws: Problem.self) { try DiscoverySettings.terms(parsing: text) }
  }

  @Test("Settings with which nothing can be searched are recognised")
  func validity() {
    #expect(DiscoverySettings(task: "a").isValid)
    #expect(!DiscoverySettings(task: "a", generations: 0).isValid)
    #expect(!DiscoverySettings(task: "a", population: 3).isValid)
    #expect(!DiscoverySettings(task: "a", terms: []).isValid)
    let term = Polynomial.Term(x: 1, y: 1, w: 0)
    #expect(!DiscoverySettings(task: "a", terms: [term, term]).isValid)
  }
}
