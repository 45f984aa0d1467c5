import Foundation
import Testing

@Suite("hebb verify")
struct VerifyCommandTests {
  private static let match = #"""
    {"name": "four", "kind": "quadrants", "x": [[[[1, 2], [3, 4]]]], "expected": {"features": [[1, 2, 3, 4]]}}
    """#
  private static let rule = #"""
    {"name": "hebb", "kind": "rule", "rule": "hebb", "parameters": {}, "x": [[1, 2]], "w": [[1, 1]], "y": null,
     "expected": {"dw": [[3, 6]]}}
    """#
  private static let fault = match.replacingOccurrences(of: "[[1, 2, 3, 4]]", with: "[[1, 2, 3, 5]]")
  private static let unknown = #"{"name": "new", "kind": "reservoir"}"#

  @Test("The exit code is 0 only if every case was run and matches")
  func exitCodes() throws {
    for (cases, exitCode, word) in [
      (Self.match, 0, "1 of 1 case matches"), (Self.rule, 0, "1 of 1 case matches"),
      (Self.match + "," + Self.fault, 1, "1 differs"),
      (Self.match + "," + Self.unknown, 1, "1 not supported"),
    ] {
      let result = try verify(cases)
      #expect(result.exitCode == Int32(exitCode))
      #expect(result.output.contains(word))
      #expect(result.errors.isEmpty)
    }
  }

  @Test("The help describes every kind of case")
  func help() throws {
    let text = try hebb("help", "verify").output
    for kind in ["rule", "conv", "hebbianGRU", "ridge", "zca", "quadrants"] { #expect(text.contains("\n  \(kind) ")) }
  }

  @Test("With --json each case comes with its relative error, also if it differs")
  func json() throws {
    let result = try verify(Self.match + "," + Self.fault, "--json")
    #expect(result.exitCode == 1)
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let cases = try #require(object?["cases"] as? [[String: Any]])
    #expect(cases.map { $0["result"] as? String } == ["match", "differs"])
    #expect(cases[0]["relativeError"] as? Double == 0)
  }

  @Test("A mistake in a file is explained with case and key")
  func mistakes() throws {
    let result = try verify(Self.match.replacingOccurrences(of: "[3, 4]]", with: "[3]]"))
    #expect(result.exitCode == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("ragged") && result.errors.contains("case “four”, x"))
    #expect(try hebb("verify", "/nonexistent.json").exitCode == 1)
    #expect(try hebb("verify").exitCode == 64)
  }

  private func verify(_ cases: String, _ options: String...) throws -> CommandResult {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-\(UUID().uuidString).json")
    try Data("{\"format\": \"hebb-fixture-1\", \"cases\": [\(cases)]}".utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try options.isEmpty ? hebb("verify", file.path) : hebb("verify", file.path, options[0])
  }
}
