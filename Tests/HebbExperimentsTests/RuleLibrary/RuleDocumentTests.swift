import Foundation
import Testing

@testable import HebbExperiments

@Suite("docs/rules.md")
struct RuleDocumentTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private let document: String

  init() throws {
    document = try String(contentsOf: Self.root.appendingPathComponent("docs/rules.md"), encoding: .utf8)
  }

  @Test("its catalog is the one that the library prints")
  func catalog() throws {
    let begin = "<!-- hebb rules --markdown begins -->\n\n"
    let end = "\n<!-- hebb rules --markdown ends -->"
    let first = try #require(document.range(of: begin)?.upperBound)
    let last = try #require(document.range(of: end)?.lowerBound)
    #expect(
      document[first..<last] == RuleLibrary.standard.markdown,
      "Put the output of “hebb rules --markdown” between the two comments of docs/rules.md.")
  }

  @Test("its experiments are valid, and fit their data sets")
  func experiments() throws {
    let blocks = document.components(separatedBy: "```yaml\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
    #expect(blocks.count >= 4)
    for block in blocks {
      let experiment = try ExperimentSpecification(yaml: block, source: "docs/rules.md")
      try experiment.validate(inputShape: experiment.dataset == "mnist" ? [1, 28, 28] : [3, 32, 32])
    }
  }

  @Test("its links lead to files, and its pictures are below 100 kB")
  func links() throws {
    let targets = document.matches(of: /\]\(([^)#]+)(?:#[^)]*)?\)/).map { String($0.1) }.filter { !$0.contains("://") }
    #expect(targets.count > 10)
    for target in targets {
      let file = Self.root.appendingPathComponent("docs").appendingPathComponent(target).standardizedFileURL
      #expect(FileManager.default.fileExists(atPath: file.path), "\(target)")
      guard target.hasSuffix(".svg") else { continue }
      #expect(try Data(contentsOf: file).count < 100_000, "\(target)")
    }
  }

  @Test("every rule has a section, to which the table links")
  func sections() {
    for rule in RuleLibrary.standard.rules {
      #expect(document.contains("(#\(rule.name.lowercased()))") && document.contains("\n### `\(rule.name)`\n"))
    }
  }
}
