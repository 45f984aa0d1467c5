import Foundation
import Testing

@Suite("hebb spec")
struct SpecCommandTests {
  @Test("Without a name it lists the built-in experiments")
  func list() throws {
    let result = try hebb("spec")
    #expect(result.exitCode == 0)
    #expect(result.output.contains("hebbian-cnn-pruned  Three Hebbian convolutions"))
    #expect(result.errors.isEmpty)
  }

  @Test("A built-in is printed with its comments, a changed one with every value")
  func print() throws {
    let plain = try hebb("spec", "hebbian-cnn")
    #expect(plain.output.hasPrefix("# The default network"))
    let changed = try hebb("spec", "hebbian-cnn", "--set", "layers.0.channels=64", "--epochs", "3")
    #expect(changed.output.contains("channels: 64") && changed.output.contains("epochs: 3"))
    #expect(!changed.output.contains("#"))
  }

  @Test("What it prints is a file that it reads")
  func roundTrip() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-\(UUID().uuidString).yaml")
    try Data(try hebb("spec", "hebbian-cnn-pruned").output.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(try hebb("spec", file.path, "--json").output == hebb("spec", "hebbian-cnn-pruned", "--json").output)
  }

  @Test("A mistake is explained on standard error, with exit code 1")
  func mistakes() throws {
    let result = try hebb("spec", "hebbian-cnn", "--set", "layers.0.chanels=64")
    #expect(result.exitCode == 1)
    #expect(result.output.isEmpty)
    #expect(result.errors.hasPrefix("error: unknown key “chanels”\n  where: --set layers.0.chanels=64\n  advice: Did"))
  }

  @Test("With --json a mistake is one object on standard output", arguments: [("nowhere", 1), ("--nonsense", 64)])
  func machineReadable(argument: String, exitCode: Int32) throws {
    let result = try hebb("spec", argument, "--json")
    #expect(result.exitCode == exitCode)
    #expect(result.errors.isEmpty)
    let object = try JSONDecoder().decode([String: [String: String?]].self, from: Data(result.output.utf8))
    #expect(Set(try #require(object["error"]).keys) == ["what", "place", "advice"])
  }

  @Test("A mistake in the command line is explained with the usage, and exit code 64")
  func usage() throws {
    let result = try hebb("spec", "--epochs", "many")
    #expect(result.exitCode == 64)
    #expect(result.errors.hasPrefix("error: ") && result.errors.contains("Usage: hebb spec"))
  }

  @Test("Help teaches by examples and is no error")
  func help() throws {
    let result = try hebb("--help")
    #expect(result.exitCode == 0)
    #expect(result.output.contains("EXAMPLES") && result.output.contains("hebb spec hebbian-cnn > mine.yaml"))
    #expect(result.errors.isEmpty)
  }
}
