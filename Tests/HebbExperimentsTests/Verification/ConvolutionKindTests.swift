import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Reference cases of convolutions")
struct ConvolutionKindTests {
  @Test("Every rule agrees with plain loops", arguments: ["hebb", "instar", "oja"], ["triangle", "winners"])
  func agrees(rule: String, activation: String) throws {
    let reference = try ReferenceCaseFixtures.read(
      ReferenceCaseFixtures.convolution(rule: rule, activation: activation))
    let outcome = try Verification.outcome(of: reference)
    #expect(outcome.result == .match)
    #expect(outcome.comparisons.map(\.name) == ["winners", "dw", "output", "firingRate"])
  }

  @Test("A rule, activation or parameter that the library lacks is not supported, and named")
  func notSupported() throws {
    let plain = ReferenceCaseFixtures.convolution()
    let changes = [
      "the rule “bcmx”": ReferenceCaseFixtures.changing(plain, "rule", to: "bcmx"),
      "the activation “softmax”": ReferenceCaseFixtures.changing(plain, "parameters", "activation", to: "softmax"),
      "the parameter “stride”": ReferenceCaseFixtures.changing(plain, "parameters", "stride", to: 2),
    ]
    for (reason, object) in changes {
      let outcome = try Verification.outcome(of: ReferenceCaseFixtures.read(object))
      #expect(outcome.result == .notSupported)
      #expect(outcome.reason == reason)
    }
  }

  @Test(
    "What is missing or does not fit is a problem that names file, case and key",
    arguments: [
      ("x", "[[[[1, 2]]]]", "mine.json, case “small”, w"),  // one channel instead of two
      ("x", "[[1, 2]]", "mine.json, case “small”, x"),
      ("w", "[[[[1, 2], [3, 4]], [[1, 2], [3, 4]]]]", "mine.json, case “small”, threshold"),
      ("w", "[[[[1, 2]], [[1, 2]]]]", "mine.json, case “small”, w"),  // not square
      ("threshold", "[0, 0]", "mine.json, case “small”, threshold"),
      ("threshold", "[0, 0, 0, 1e39]", "mine.json, case “small”, threshold"),
      ("rule", "7", "mine.json, case “small”, rule"),
      ("parameters", "[]", "mine.json, case “small”, parameters"),
      ("parameters", #"{"winners": 1, "pool": 2}"#, "mine.json, case “small”, parameters"),
      (
        "parameters", #"{"winners": 1.5, "pool": 2, "activation": "linear"}"#,
        "mine.json, case “small”, parameters.winners"
      ),
      ("parameters", #"{"winners": 4, "pool": 2, "activation": "linear"}"#, "mine.json, case “small”, layers.0"),
      ("parameters", #"{"winners": 1, "pool": 9, "activation": "linear"}"#, "mine.json, case “small”, layers.0"),
    ])
  func mistakes(key: String, json: String, place: String) throws {
    let object = ReferenceCaseFixtures.changing(
      ReferenceCaseFixtures.convolution(), key, to: try ReferenceCaseFixtures.value(json))
    let problem = try #require(throws: Problem.self) {
      try Verification.outcome(of: ReferenceCaseFixtures.read(object))
    }
    #expect(problem.place == place)
    #expect(problem.advice != nil)
  }
}
