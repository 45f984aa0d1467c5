import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Reference cases of whitening")
struct WhiteningKindTests {
  @Test("Uncorrelated columns are scaled by their own deviation")
  func agrees() throws {
    let outcome = try Verification.outcome(of: ReferenceCaseFixtures.read(ReferenceCaseFixtures.whitening()))
    #expect(outcome.result == .match)
  }

  @Test("A constant of zero is a problem that names file and case")
  func mistakes() throws {
    let object = ReferenceCaseFixtures.changing(ReferenceCaseFixtures.whitening(), "epsilon", to: 0)
    let problem = try #require(throws: Problem.self) {
      try Verification.outcome(of: ReferenceCaseFixtures.read(object))
    }
    #expect(problem.place == "mine.json, case “diagonal”, epsilon")
  }
}
