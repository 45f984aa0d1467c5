import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Reference cases of quadrants")
struct QuadrantsKindTests {
  @Test("The features of 2 × 2 positions are the positions")
  func agrees() throws {
    let outcome = try Verification.outcome(of: ReferenceCaseFixtures.read(ReferenceCaseFixtures.quadrants()))
    #expect(outcome.result == .match)
  }

  @Test("Activity without a batch axis is a problem that names the axes")
  func mistakes() throws {
    let object = ReferenceCaseFixtures.changing(ReferenceCaseFixtures.quadrants(), "x", to: [[[1]]])
    let problem = try #require(throws: Problem.self) {
      try Verification.outcome(of: ReferenceCaseFixtures.read(object))
    }
    #expect(problem.what.contains("[images, channels, height, width]"))
  }
}
