import HebbSupport
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("YAML documents")
struct DocumentNodeTests {
  @Test(
    "A syntax error names its line",
    arguments: [
      ("name: a\nlayers:\n\t- b", "net.yaml:3", "tabs"),
      ("name: a\nlayers: [1, 2", "net.yaml:3", "brackets"),
      ("name: a\nabout: b: c", "net.yaml:2", "Column 9 of “about: b: c”"),
      ("name: 'a", "net.yaml:1", "quotes"),
      ("name: *nowhere", "net.yaml:1", "Column 7"),
      ("name: a\u{1}b", "net.yaml:1", "control characters"),
      ("name: a\n---\nname: b", "net.yaml:2", "Column 1"),
    ])
  func syntax(yaml: String, place: String, advice: String) throws {
    let found = try #require(problem(in: yaml))
    #expect(found.what.hasPrefix("this is not valid YAML: "))
    #expect(found.place == place)
    #expect(found.advice?.contains(advice) == true, "\(found)")
  }

  @Test("A key that is given twice is an error at any depth")
  func duplicates() {
    #expect(problem(in: minimalYAML + "\n    kernel: 5")?.place == "net.yaml:5")
    #expect(problem(in: minimalYAML + "\n    kernel: 5")?.what.contains("“kernel” is given more than once") == true)
    #expect(problem(in: "name: a\nname: b")?.what.contains("“name” is given more than once") == true)
  }

  @Test("Aliases of aliases cannot fill the memory")
  func expansion() {
    let tens = (1...9).map { "- &a\($0) [" + repeatElement("*a\($0 - 1)", count: 10).joined(separator: ", ") + "]" }
    let yaml = "- &a0 [x]\n" + tens.joined(separator: "\n")
    #expect(problem(in: yaml)?.what == "the document has more than 100000 values")
  }

  @Test("Nesting without end is an error, and long lines are not quoted in full")
  func nesting() throws {
    let found = try #require(problem(in: String(repeating: "[", count: 5_000)))
    #expect(found.what.hasPrefix("this is not valid YAML"))
    #expect(found.description.count < 400)
  }

  @Test("Origins are found by key path, as deep as it exists")
  func origins() throws {
    let yaml = "a:\n  b:\n    - c: 1\n      d: 2\n"
    let document = try #require(try DocumentNode(yaml: yaml) { .line(source: "f", $0) })
    #expect(document.origin(of: ["a"]) == .line(source: "f", 1))
    #expect(document.origin(of: ["a", "b"]) == .line(source: "f", 2))
    #expect(document.origin(of: ["a", "b", "0", "d"]) == .line(source: "f", 4))
    #expect(document.origin(of: ["a", "b", "7", "d"]) == .line(source: "f", 3))
    #expect(document.origin(of: ["x"]) == .line(source: "f", 1))
  }
}
