import Foundation
import Testing

@Suite("hebb rules")
struct RulesCommandTests {
  /// No data sets, so that pictures are made of computed images wherever the tests run.
  private static let environment = ["HEBB_DATA": "", "XDG_CACHE_HOME": "/nonexistent"]

  private func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  @Test("Without a name it lists rules and parts")
  func list() throws {
    let result = try hebb("rules")
    #expect(result.exitCode == 0 && result.errors.isEmpty)
    for text in ["oja", "Δw = y (x − y w)", "winnerTakeAll", "adaptiveThreshold", "unitNorm", "hebb rules NAME"] {
      #expect(result.output.contains(text), "\(text)")
    }
  }

  @Test("With a name it explains a rule, and writes its picture into the folder")
  func explain() throws {
    try withFolder { folder in
      let result = try hebb("rules", "oja", "--output", folder.path, environment: Self.environment)
      #expect(result.exitCode == 0 && result.errors.isEmpty)
      for text in ["A = y, M = diag(Σ y²)", "converges to the first principal component", "rule: oja", "Oja()"] {
        #expect(result.output.contains(text), "\(text)")
      }
      let file = folder.appendingPathComponent("oja.svg")
      #expect(result.output.contains(file.path))
      #expect(try String(contentsOf: file, encoding: .utf8).hasPrefix("<svg"))
    }
  }

  @Test("Parts have pictures, too; JSON says where, and what is measured")
  func json() throws {
    try withFolder { folder in
      let arguments = ["rules", "winnerTakeAll", "--output", folder.path, "--json"]
      let result = try hebb(arguments, environment: Self.environment)
      let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
      let picture = try #require(object?["picture"] as? [String: Any])
      #expect(FileManager.default.fileExists(atPath: picture["file"] as? String ?? ""))
      #expect((picture["measures"] as? [[String: Any]])?.isEmpty == false)
      #expect((object?["parts"] as? [[String: Any]])?.first?["kind"] as? String == "competition")
    }
    let all = try JSONSerialization.jsonObject(with: Data(try hebb("rules", "--json").output.utf8)) as? [String: Any]
    #expect(all?["rules"] != nil && all?["constraints"] != nil)
  }

  @Test("Pictures can be left out")
  func withoutPicture() throws {
    let result = try hebb("rules", "foldiak", "--no-picture")
    #expect(result.exitCode == 0 && !result.output.contains("Picture"))
    // The rule, and the competition of the same name.
    #expect(result.output.contains("(learning rule)") && result.output.contains("(competition)"))
  }

  @Test("An unknown name, an impossible folder and idle options are explained")
  func mistakes() throws {
    let unknown = try hebb("rules", "ojaa")
    #expect(unknown.exitCode == 1 && unknown.errors.contains("Did you mean “oja”?"))
    let folder = try hebb("rules", "clip", "--output", "/dev/null/pictures")
    #expect(folder.exitCode == 1 && folder.errors.contains("where: --output"))
    #expect(try hebb("rules", "--output", "pictures").exitCode == 64)
    #expect(try hebb("rules", "oja", "--markdown").exitCode == 64)
  }

  @Test("As Markdown it prints the catalog of the documentation")
  func markdown() throws {
    #expect(try hebb("rules", "--markdown").output.hasPrefix("| rule | Δw | canonical form |"))
  }
}
