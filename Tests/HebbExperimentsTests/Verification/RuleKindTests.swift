import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Reference cases of learning rules")
struct RuleKindTests {
  private typealias Fixtures = ReferenceCaseFixtures

  @Test("An update agrees with one by hand, under every name of the rule")
  func agrees() throws {
    let outcome = try Verification.outcome(of: Fixtures.read(Fixtures.rule()))
    #expect(outcome.result == .match)
    #expect(outcome.comparisons.map(\.name) == ["dw"])
    // The first neuron of Sanger's network learns by Oja's rule.
    let one: [String: Any] = ["dw": [[-1, 1, 1]]]
    var sanger = Fixtures.changing(Fixtures.rule(), "rule", to: "hpca")
    sanger = Fixtures.changing(sanger, "w", to: [[1, 0, 0]])
    sanger = Fixtures.changing(sanger, "y", to: [[1], [-1]])
    let alone = try Verification.outcome(of: Fixtures.read(Fixtures.changing(sanger, "expected", to: one)))
    #expect(alone.result == .match)
  }

  @Test("Without y, or with null, neurons respond by x wᵀ; parameters may be left out", arguments: [true, false])
  func linearResponse(isNull: Bool) throws {
    // u = [[1, 1.5], [0, −0.5]]
    var object = Fixtures.changing(Fixtures.rule(), "y", to: isNull ? try Fixtures.value("null") : nil)
    object = Fixtures.changing(object, "rule", to: "hebb")
    object = Fixtures.changing(object, "parameters", to: nil)
    object = Fixtures.changing(object, "expected", "dw", to: [[1, 2, 0], [1.5, 2.5, 0.5]])
    #expect(try Verification.outcome(of: Fixtures.read(object)).result == .match)
  }

  @Test("Signals and lanes reach the rules that need them")
  func signals() throws {
    var object = Fixtures.changing(Fixtures.rule(), "rule", to: "rewardModulated")
    object = Fixtures.changing(object, "reward", to: [0, 2])
    object = Fixtures.changing(object, "expected", "dw", to: [[0, -2, 2], [0, 1, -1]])
    #expect(try Verification.outcome(of: Fixtures.read(object)).result == .match)
    // In one lane the first sample's eligibility, halved, is rewarded with the second's.
    object = Fixtures.changing(object, "lanes", to: 1)
    object = Fixtures.changing(object, "parameters", to: ["decay": 0.5])
    object = Fixtures.changing(object, "expected", "dw", to: [[1, 0, 2], [2, 5, -1]])
    #expect(try Verification.outcome(of: Fixtures.read(object)).result == .match)
  }

  @Test("A rule or a parameter that the library lacks is not supported, and named")
  func notSupported() throws {
    let changes = [
      "the rule “reservoir”": Fixtures.changing(Fixtures.rule(), "rule", to: "reservoir"),
      "the parameter “rate” of “oja”": Fixtures.changing(Fixtures.rule(), "parameters", "rate", to: 2),
    ]
    for (reason, object) in changes {
      let outcome = try Verification.outcome(of: Fixtures.read(object))
      #expect(outcome.result == .notSupported)
      #expect(outcome.reason == reason)
    }
  }

  @Test(
    "What is missing or does not fit is a problem that names file, case and key",
    arguments: [
      ("oja", "x", "[[1, 2], [3, 4]]", "w"), ("oja", "y", "[[1, 2]]", "y"), ("oja", "y", "[1, 2]", "y"),
      ("oja", "w", "[[1, 2]]", "w"), ("oja", "lanes", "0", "lanes"), ("oja", "lanes", "3", "lanes"),
      ("oja", "reward", "[1]", "reward"), ("oja", "parameters", "[]", "parameters"),
      ("softhebb", "parameters", #"{"inverseTemperature": -1}"#, "parameters.inverseTemperature"),
      ("softhebb", "parameters", #"{"inverseTemperature": true}"#, "parameters.inverseTemperature"),
      ("covariance", "parameters", #"{"means": "bath"}"#, "parameters.means"),
      ("bcm", "parameters", #"{"threshold": [1]}"#, "layer"), ("rewardModulated", "name", #""oja""#, "layer"),
    ])
  func mistakes(rule: String, key: String, json: String, place: String) throws {
    let object = Fixtures.changing(
      Fixtures.changing(Fixtures.rule(), "rule", to: rule), key, to: try Fixtures.value(json))
    let problem = try #require(throws: Problem.self) { try Verification.outcome(of: Fixtures.read(object)) }
    #expect(problem.place == "mine.json, case “oja”, \(place)")
    #expect(problem.advice != nil)
  }
}
