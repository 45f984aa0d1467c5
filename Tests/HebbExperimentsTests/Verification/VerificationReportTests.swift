import Foundation
import HebbFigures
import HebbSupport
import HebbTensor
import Testing

@testable import HebbExperiments

@Suite("VerificationReport")
struct VerificationReportTests {
  @Test("The table groups cases by file, and marks what differs")
  func table() throws {
    let text = try report().table.text()
    #expect(text.contains("mine.json\n"))
    #expect(text.contains("exact 0, near 2.0e-01 ✗"))
    #expect(text.contains("not supported"))
    #expect(text.hasSuffix("0 of 2 cases match, 1 differs, 1 not supported (tolerance 1e-05).\n"))
  }

  @Test("Of many results that match the table has the largest error, of those that differ each")
  func manyResults() throws {
    let reference = try ReferenceCaseFixtures.read(ReferenceCaseFixtures.whitening())
    func text(_ expected: Double) throws -> String {
      let comparisons = try (1...6).map { index in
        QuantityComparison(
          ReferenceResult(name: "r\(index)", values: Tensor(shape: [1], filledWith: 1)),
          with: try array(index > 4 ? "[\(expected + Double(index) * 1e-7)]" : "[1]"))
      }
      return VerificationReport(cases: [CaseOutcome(reference, comparisons: comparisons)]).table.text()
    }
    #expect(try text(1).contains("match   r6 6.0e-07 at most, 6 results"))
    #expect(try text(2).contains("differs  r5 5.0e-01 ✗, r6 5.0e-01 ✗\n"))
  }

  @Test("JSON lists each case with its relative errors, null where there is no number")
  func json() throws {
    let object = try JSONSerialization.jsonObject(with: JSONOutput.data(try report())) as? [String: Any]
    let cases = try #require(object?["cases"] as? [[String: Any]])
    #expect(cases.map { $0["result"] as? String } == ["differs", "not supported"])
    #expect(abs((cases[0]["relativeError"] as? Double ?? 0) - 0.2) < 1e-6)
    #expect((cases[0]["relativeErrors"] as? [String: Any])?.keys.sorted() == ["exact", "near"])
    #expect(cases[1]["relativeError"] is NSNull && cases[1]["reason"] as? String == "the kind “zca”")
    #expect(object?["passed"] as? Bool == false && object?["notSupported"] as? Int == 1)
  }

  @Test("Errors are relative, absolute where zero is expected, and infinite where there is no number")
  func relativeErrors() throws {
    #expect(try comparison([3, 4], with: "[3, 5]").relativeError.isNear(1 / 34.0.squareRoot()))
    #expect(try comparison([0.5, 0], with: "[0, 0]").relativeError == 0.5)
    #expect(try comparison([.nan, 0], with: "[0, 0]").relativeError == .infinity)
    #expect(try !comparison([.nan, 0], with: "[0, 0]").matches)
    #expect(try comparison([1, 1], with: "[1, 1.00001]").matches)
    #expect(try !comparison([1, 1], with: "[1, 1.0001]").matches)
    // Choices: a single other one among many differs.
    #expect(try !comparison([1, 0], with: "[1, 0.000001]", isExact: true).matches)
  }

  @Test("An error that is not finite is null in JSON")
  func infinite() throws {
    let reference = try ReferenceCaseFixtures.read(ReferenceCaseFixtures.whitening())
    let outcome = CaseOutcome(reference, comparisons: [try comparison([.nan], with: "[1]")])
    let text = try JSONOutput.text(VerificationReport(cases: [outcome]))
    #expect(text.contains("\"relativeError\" : null"))
  }

  private func report() throws -> VerificationReport {
    let reference = try ReferenceCaseFixtures.read(ReferenceCaseFixtures.whitening())
    let exact = QuantityComparison(
      ReferenceResult(name: "exact", values: Tensor(shape: [1], filledWith: 1), isExact: true), with: try array("[1]"))
    let near = QuantityComparison(
      ReferenceResult(name: "near", values: Tensor(shape: [1], filledWith: 4)), with: try array("[5]"))
    return VerificationReport(cases: [
      CaseOutcome(reference, comparisons: [exact, near]), CaseOutcome(reference, notSupported: "the kind “zca”"),
    ])
  }

  private func comparison(_ values: [Float], with json: String, isExact: Bool = false) throws -> QuantityComparison {
    let tensor = Tensor(shape: [values.count], elements: values)
    return QuantityComparison(ReferenceResult(name: "a", values: tensor, isExact: isExact), with: try array(json))
  }

  private func array(_ json: String) throws -> ReferenceArray {
    try ReferenceArray(JSONDecoder().decode(ReferenceValue.self, from: Data(json.utf8)), at: "here")
  }
}

extension Double {
  fileprivate func isNear(_ other: Double) -> Bool { abs(self - other) < 1e-12 }
}
