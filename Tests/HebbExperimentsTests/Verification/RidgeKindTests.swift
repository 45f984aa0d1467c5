import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Reference cases of the ridge read-out")
struct RidgeKindTests {
  @Test("A line through two classes agrees with the solution by hand")
  func agrees() throws {
    let outcome = try Verification.outcome(of: ReferenceCaseFixtures.read(ReferenceCaseFixtures.ridge()))
    #expect(outcome.result == .match)
    #expect(outcome.comparisons.map(\.name) == ["weights", "intercept", "predictions"])
  }

  @Test(
    "What does not fit is a problem that names file, case and key",
    arguments: [
      ("features", "[[1], [2]]", "features"), ("features", "[[1], [2], [3, 4], [5]]", "features"),
      ("labels", "[0, 0, 1, 0.5]", "labels"), ("labels", "[0, 0, 1, 2]", "row 3"), ("classes", "0", "classes"),
      ("classes", "1e15", "classes"), ("lambda", "-1", "penalty"), ("lambda", "null", "lambda"),
    ])
  func mistakes(key: String, json: String, place: String) throws {
    let object = ReferenceCaseFixtures.changing(
      ReferenceCaseFixtures.ridge(), key, to: try ReferenceCaseFixtures.value(json))
    let problem = try #require(throws: Problem.self) {
      try Verification.outcome(of: ReferenceCaseFixtures.read(object))
    }
    #expect(problem.place == "mine.json, case “line”, \(place)")
  }
}
