import Foundation
import Testing

@Suite("hebb discover")
struct DiscoverCommandTests {
  private let store: URL

  init() {
    store = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-\(UUID().uuidString)")
  }

  /// Runs `hebb discover` on few terms.
  private func discover(
    _ arguments: String..., generations: Int = 10, meanwhile: (Process) throws -> Void = { _ in }
  ) throws -> CommandResult {
    let quick = ["--terms", "x*y, y^2*w, w", "--population", "6", "--generations", "\(generations)"]
    return try hebb(["discover", "--store", store.path] + quick + arguments, meanwhile: meanwhile)
  }

  private func searches() -> [URL] {
    (try? FileManager.default.contentsOfDirectory(at: store, includingPropertiesForKeys: nil)) ?? []
  }

  /// Waits until a search has saved its beginning, after which it listens to signals.
  private func waitForSearch(_ process: Process) {
    while process.isRunning,
      !searches().contains(where: { folder in
        FileManager.default.fileExists(atPath: folder.appendingPathComponent("search.json").path)
      })
    { usleep(2000) }
  }

  @Test("--json gives the rule, its terms and the comparison, and the folder holds rule and picture")
  func json() throws {
    defer { try? FileManager.default.removeItem(at: store) }
    let result = try discover("--seed", "3", "--json")
    #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result.errors)")
    let object = try result.object()
    #expect(object["task"] as? String == "principal-component" && object["seed"] as? Int == 3)
    let rules = try #require(object["rules"] as? [[String: Any]])
    #expect(rules.map { $0["name"] as? String } == ["discovered", "oja", "instar", "hebb"])
    let folder = URL(fileURLWithPath: try #require(object["folder"] as? String))
    let formula = try #require(object["formula"] as? String)
    let rule = try String(contentsOf: folder.appendingPathComponent("rule.yaml"), encoding: .utf8)
    #expect(rule.hasSuffix("\nrule: {name: polynomial, formula: \"\(formula)\"}\n"))
    for file in ["fitness.svg", "result.json", "search.json"] {
      #expect(FileManager.default.fileExists(atPath: folder.appendingPathComponent(file).path))
    }
  }

  @Test("Without --json it prints the terms and the formula; the number of threads changes nothing")
  func text() throws {
    defer { try? FileManager.default.removeItem(at: store) }
    func lines(_ threads: String) throws -> [Substring] {
      let result = try discover("--threads", threads)
      #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result.errors)")
      return result.output.split(separator: "\n").filter { !$0.contains(store.lastPathComponent) }
    }
    let alone = try lines("1")
    #expect(alone.contains { $0.hasPrefix("formula: ") } && alone.contains { $0.hasPrefix("oja") })
    #expect(try lines("3") == alone)
  }

  @Test("Ctrl-C ends it with everything saved; resumed, it comes to the same rule as without")
  func interrupt() throws {
    defer { try? FileManager.default.removeItem(at: store) }
    let generations = 300
    let whole = try discover("--json", generations: generations)
    try FileManager.default.removeItem(at: store)
    let stopped = try discover(generations: generations) { process in
      waitForSearch(process)
      kill(process.processIdentifier, SIGINT)
    }
    #expect(stopped.exitCode == 130 && stopped.output.isEmpty, "\(stopped)")
    let folder = try #require(searches().first)
    #expect(stopped.errors.contains("everything is saved"))
    #expect(stopped.errors.contains("Go on with: hebb discover --resume \(folder.path)"), "\(stopped.errors)")
    let resumed = try hebb("discover", "--resume", folder.path, "--json")
    let (first, second) = (try whole.object(), try resumed.object())
    #expect(first["formula"] as? String == second["formula"] as? String)
    #expect(first["generations"] as? Int == second["generations"] as? Int)
  }

  @Test("An unknown task gets the nearest name suggested")
  func unknownTask() throws {
    let result = try discover("--task", "principal-components")
    #expect(result.exitCode == 1 && result.errors.contains("Did you mean “principal-component”?"), "\(result.errors)")
    #expect(searches().isEmpty)
  }

  @Test("A task whose data is not there says what is missing and how to get it, before anything is written")
  func noData() throws {
    let empty = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: empty, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: empty) }
    let result = try discover("--task", "few-shot", "--data", empty.path)
    #expect(result.exitCode == 1 && result.errors.contains("images_background_small1.zip"), "\(result.errors)")
    #expect(result.errors.contains("hebb data fetch omniglot-small") && searches().isEmpty, "\(result.errors)")
  }

  @Test("A mistake in the terms is marked")
  func terms() throws {
    let result = try hebb("discover", "--terms", "x*y, y*q", "--store", store.path)
    #expect(result.exitCode == 1 && result.errors.contains("unknown symbol “q”"), "\(result.errors)")
    #expect(result.errors.contains("\n     y*q\n       ^\n"), "\(result.errors)")
  }

  @Test("Nothing to resume is a problem")
  func nothingToResume() throws {
    let result = try hebb("discover", "--resume", "latest", "--store", store.path)
    #expect(result.exitCode == 1 && result.errors.contains("there are no searches"), "\(result.errors)")
  }

  @Test(
    "Options must make sense, and a resumed search keeps its own",
    arguments: [
      ["--population", "3"], ["--generations", "0"], ["--threads", "0"], ["--seed", "-1"],
      ["--resume", "latest", "--seed", "2"], ["--resume", "latest", "--task", "principal-component"],
    ])
  func options(arguments: [String]) throws {
    #expect(try hebb(["discover"] + arguments).exitCode == 64)
  }
}
