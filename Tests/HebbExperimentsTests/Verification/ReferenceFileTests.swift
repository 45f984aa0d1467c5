import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("ReferenceFile")
struct ReferenceFileTests {
  @Test("Cases come in the order of the file")
  func order() throws {
    let cases = [ReferenceCaseFixtures.whitening(), ReferenceCaseFixtures.ridge()]
    let names = try ReferenceCaseFixtures.withFile(of: cases) { try ReferenceFile.read($0).map(\.name) }
    #expect(names == ["diagonal", "line"])
  }

  @Test(
    "A file that is not in order is a problem that names the file, and the key if there is one",
    arguments: [
      ("", "not JSON", ""), ("nonsense", "not JSON", ""),
      (#"{"format": "hebb-fixture-1", "cases": [1,}"#, "not JSON", ""),
      ("[1]", "expected an object", ""), ("{}", "“format” is missing", ""),
      (#"{"format": 1}"#, "expected a text", ", format"), (#"{"format": "hebb-fixture-2"}"#, "not known", ", format"),
      (#"{"format": "hebb-fixture-1"}"#, "“cases” is missing", ""),
      (#"{"format": "hebb-fixture-1", "case": []}"#, "“cases” is missing", ""),
      (#"{"format": "hebb-fixture-1", "cases": []}"#, "no cases", ", cases"),
      (#"{"format": "hebb-fixture-1", "cases": [7]}"#, "expected an object", ", cases.0"),
      (#"{"format": "hebb-fixture-1", "cases": [{"kind": "zca"}]}"#, "“name” is missing", ", cases.0"),
      (#"{"format": "hebb-fixture-1", "cases": [{"name": "a"}]}"#, "“kind” is missing", ", case “a”"),
    ])
  func mistakes(text: String, what: String, place: String) throws {
    try ReferenceCaseFixtures.withFile(text) { path in
      let problem = try #require(throws: Problem.self) { try ReferenceFile.read(path) }
      #expect(problem.what.contains(what))
      #expect(problem.place == path + place)
      #expect(problem.advice != nil)
    }
  }

  @Test("What is wrong with the JSON is said with its position")
  func position() throws {
    try ReferenceCaseFixtures.withFile("[1, ,]") { path in
      let problem = try #require(throws: Problem.self) { try ReferenceFile.read(path) }
      #expect(problem.what.contains { $0.isNumber })
    }
  }

  @Test("A missing file and a folder are problems", arguments: ["/nonexistent/cases.json", "/"])
  func unreadable(path: String) throws {
    let problem = try #require(throws: Problem.self) { try ReferenceFile.read(path) }
    #expect(problem.place == path)
  }
}
