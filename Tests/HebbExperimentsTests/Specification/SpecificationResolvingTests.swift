import Foundation
import HebbSupport
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Finding an experiment")
struct SpecificationResolvingTests {
  @Test("A built-in is found by its name")
  func builtIn() throws {
    #expect(try ExperimentSpecification.resolve("hebbian-cnn").name == "hebbian-cnn")
  }

  @Test("A file is found by its path, whatever its name ends with")
  func file() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-\(UUID().uuidString)").path
    try Data(minimalYAML.utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try ExperimentSpecification.resolve(path).name == "tiny")
  }

  @Test(
    "What is neither is explained, with the nearest built-in",
    arguments: [
      (
        "hebbian-cn", "“hebbian-cn” is neither a built-in experiment nor a file",
        "Did you mean the built-in “hebbian-cnn”?"
      ),
      ("hebbian-cnn.yaml", "there is no file “hebbian-cnn.yaml”", "Did you mean the built-in “hebbian-cnn”?"),
      ("./hebbian-cnn", "there is no file “./hebbian-cnn”", "hebbian-cnn, hebbian-cnn-pruned"),
      ("zzzzzzzz", "“zzzzzzzz” is neither a built-in experiment nor a file", "Give the path of a YAML file"),
      ("", "“” is neither a built-in experiment nor a file", "Give the path of a YAML file"),
    ])
  func neither(name: String, what: String, advice: String) throws {
    let found = try #require(problem { try ExperimentSpecification.resolve(name) })
    #expect(found.what == what)
    #expect(found.advice?.contains(advice) == true, "\(found)")
  }
}
