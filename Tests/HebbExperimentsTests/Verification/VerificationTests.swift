import Foundation
import HebbFigures
import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Verification")
struct VerificationTests {
  @Test("A planted fault in any expected result of any kind is caught, and only there")
  func plantedFaults() throws {
    let objects = [
      ReferenceCaseFixtures.convolution(), ReferenceCaseFixtures.ridge(), ReferenceCaseFixtures.whitening(),
      ReferenceCaseFixtures.quadrants(), ReferenceCaseFixtures.rule(),
    ]
    for object in objects {
      let expected = try #require(object["expected"] as? [String: Any])
      for (name, value) in expected {
        let faulty = ReferenceCaseFixtures.changing(object, "expected", name, to: plantingFault(in: value))
        let outcome = try Verification.outcome(of: ReferenceCaseFixtures.read(faulty))
        #expect(outcome.result == .differs)
        #expect(outcome.comparisons.filter { !$0.matches }.map(\.name) == [name])
      }
    }
  }

  @Test("Only what is expected is compared, and something has to be")
  func partial() throws {
    let expected: [String: Any] = ["intercept": [0.5, 0.5]]
    let object = ReferenceCaseFixtures.changing(ReferenceCaseFixtures.ridge(), "expected", to: expected)
    #expect(try Verification.outcome(of: ReferenceCaseFixtures.read(object)).comparisons.map(\.name) == ["intercept"])
    for nothing in [nil, [String: Any]()] as [[String: Any]?] {
      let object = ReferenceCaseFixtures.changing(ReferenceCaseFixtures.ridge(), "expected", to: nothing)
      #expect(throws: Problem.self) { try Verification.outcome(of: ReferenceCaseFixtures.read(object)) }
    }
  }

  @Test("An expected result that the kind does not have is a problem with the nearest name")
  func unknownResult() throws {
    let object = ReferenceCaseFixtures.changing(ReferenceCaseFixtures.ridge(), "expected", "wieghts", to: [[1, 2]])
    let problem = try #require(throws: Problem.self) {
      try Verification.outcome(of: ReferenceCaseFixtures.read(object))
    }
    #expect(problem.place == "mine.json, case “line”, expected.wieghts")
    #expect(problem.advice?.hasPrefix("Did you mean “weights”?") == true)
  }

  @Test("An expected result of another shape is a problem that names its key")
  func wrongShape() throws {
    let object = ReferenceCaseFixtures.changing(ReferenceCaseFixtures.ridge(), "expected", "weights", to: [[1], [2]])
    let problem = try #require(throws: Problem.self) {
      try Verification.outcome(of: ReferenceCaseFixtures.read(object))
    }
    #expect(problem.place == "mine.json, case “line”, expected.weights")
    #expect(problem.what.contains("[2, 1]") && problem.what.contains("[1, 2]"))
  }

  @Test("The report counts what matches, differs and is not supported")
  func report() throws {
    let faulty = ReferenceCaseFixtures.changing(
      ReferenceCaseFixtures.ridge(), "expected", "intercept", to: [0.5, 0.6])
    let unknown: [String: Any] = ["name": "other", "kind": "reservoir"]
    let report = try ReferenceCaseFixtures.withFile(of: [ReferenceCaseFixtures.whitening(), faulty, unknown]) {
      try Verification.run([$0])
    }
    #expect(report.cases.map(\.result) == [.match, .differs, .notSupported])
    #expect(!report.passed)
    #expect(report.summary == "1 of 3 cases matches, 1 differs, 1 not supported")
  }

  private static let folder = ProcessInfo.processInfo.environment["HEBB_FIXTURES"]

  @Test(
    "The reference cases of all kinds match",
    .enabled(if: folder != nil, "set HEBB_FIXTURES to the folder of the reference results"),
    arguments: ["conv.json", "gru.json", "readout.json", "rules.json"])
  func references(file: String) throws {
    let report = try Verification.run([try #require(Self.folder) + "/" + file])
    #expect(report.passed, "\(report.table.text())")
  }

  /// Changes the first number: by a part in 1,000, or by 1 if that would round away.
  private func plantingFault(in value: Any) -> Any {
    if var list = value as? [Any], let first = list.first {
      list[0] = plantingFault(in: first)
      return list
    }
    let number = (value as? NSNumber)?.doubleValue ?? 0
    return number == number.rounded() ? number + 1 : number * 1.001
  }
}
