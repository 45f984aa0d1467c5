import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Scores of rules")
struct DiscoveryScoreTests {
  @Test("Samples give their mean and its standard error")
  func samples() {
    let score = DiscoveryScore("accuracy", samples: [1, 2, 3, 6])
    #expect(score.value == 3)
    #expect(abs((score.standardError ?? 0) - (14.0 / 3 / 4).squareRoot()) < 1e-12)
    #expect(DiscoveryScore("accuracy", samples: [2]) == DiscoveryScore("accuracy", 2))
  }

  @Test("What is not finite is null in JSON")
  func json() throws {
    #expect(
      try JSONOutput.text(DiscoveryScore("angle", .nan, standardError: .infinity)) == """
        {
          "name" : "angle",
          "standardError" : null,
          "value" : null
        }
        """)
  }
}
