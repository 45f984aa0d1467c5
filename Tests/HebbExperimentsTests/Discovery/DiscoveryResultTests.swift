import Foundation
import HebbFigures
import HebbPlasticity
import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Results of searches for rules")
struct DiscoveryResultTests {
  private func result(_ formula: String) throws -> DiscoveryResult {
    let rule = try Polynomial(parsing: formula)
    let settings = DiscoverySettings(task: "target", seed: 4)
    let task = TargetTask(target: try Polynomial(parsing: "x*y - y^2*w"))
    var state = DiscoverySearch(task, settings).state
    state.outcome = rule
    return DiscoveryResult(of: DiscoverySearch(task, settings, state), in: DiscoveryFolder(URL(fileURLWithPath: "/a")))
  }

  @Test("Terms come largest first, with what each is worth")
  func terms() throws {
    let result = try result("2 x y - 4 y^2 w")
    #expect(result.terms.map(\.term.description) == ["y^2*w", "x*y"])
    #expect(result.terms.map(\.coefficient) == [-4, 2] && result.terms.map(\.relative) == [-1, 0.5])
    // Fitness is minus the squared distance to x y − y² w.
    #expect(result.terms.map(\.worth) == [-8, 0])
    #expect(result.formula == "0.5*x*y - y^2*w")
  }

  @Test("Known rules are compared at the scale that suits them best, with the same scores")
  func references() throws {
    let result = try result("2 x y - 4 y^2 w")
    #expect(result.rules.map(\.name) == ["discovered", "target"])
    #expect(result.rules.map(\.scale) == [4, 1] && result.rules.map(\.fitness.value) == [-10, 0])
    #expect(result.rules.map { $0.scores.map(\.name) } == [["terms", "luck"], ["terms", "luck"]])
    #expect(result.rules[0].scores[1] == result.rules[1].scores[1], "the same random numbers for both")
  }

  @Test("The text has both tables and the formula")
  func text() throws {
    let text = try result("2 x y - 4 y^2 w").text
    for word in ["y^2*w", "-4.0000", "-1.0000", "target", "worth", "formula: 0.5*x*y - y^2*w", "seed 4"] {
      #expect(text.contains(word), "\(text)")
    }
  }

  @Test("The rule that changes nothing is said to be no find, and is still valid JSON")
  func nothing() throws {
    let result = try result("0")
    #expect(result.formula == "0" && result.terms.isEmpty)
    #expect(result.text.contains("No rule was found"))
    #expect(try JSONOutput.text(result).contains("\"formula\" : \"0\""))
  }

  @Test("The chart shows both curves, with gaps where nothing could be measured")
  func chart() {
    let history = [nil, 0.5, 0.75].map { DiscoveryState.Generation(stage: 0, bestFitness: $0, meanFitness: nil) }
    let chart = DiscoveryResult.chart(history)
    #expect(chart.series.map(\.name) == ["best", "mean"] && chart.series.allSatisfy { $0.points.count == 3 })
    #expect(chart.svg().contains("<svg"))
  }
}
