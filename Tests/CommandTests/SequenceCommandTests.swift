import Foundation
import TestSupport
import Testing

/// `hebb train`, `generate` and `compare` on a text.
@Suite("Networks on sequences, by the program")
struct SequenceCommandTests {
  private let temporary: TemporaryFolder
  private var folder: URL { temporary.url }
  private let text: String
  private let store: String

  init() throws {
    temporary = try TemporaryFolder()
    text = temporary.file("text.txt").path
    store = temporary.url.appendingPathComponent("runs").path
    let sentence = "It is a truth universally acknowledged. "
    try Data(String(repeating: sentence, count: 400).utf8).write(to: URL(fileURLWithPath: text))
  }

  private let small = [
    "--set", "state=32", "--set", "characters=40000", "--set", "lanes=4", "--set", "length=40", "--set",
    "evaluated=500",
  ]

  private func run(_ arguments: String..., adding more: [String] = []) throws -> CommandResult {
    try hebb(arguments + more + ["--store", store])
  }

  private func object(_ result: CommandResult) throws -> [String: Any] {
    #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result)")
    return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  @Test("a text is learned, and then written")
  func train() throws {
    let result = try run("train", "hebbian-rnn", "--data", text, adding: small)
    #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result)")
    for word in ["hebbian-rnn", "(bigram)", "test bits", "report: "] {
      #expect(result.output.contains(word), "\(word)")
    }
    let written = try run(
      "generate", "latest", "--prompt", "It is a truth", "--length", "20", "--temperature", "0")
    #expect(written.output.hasPrefix("It is a truth") && written.output.count == 34, "\(written)")
    let json = try object(try run("generate", "latest", "--prompt", "It", "--length", "5", "--json"))
    #expect((json["text"] as? String)?.count == 5 && json["prompt"] as? String == "It")
    let figures = try object(try run("figures", "latest", "--json"))
    let pictures = try #require(figures["pictures"] as? [[String: Any]])
    #expect(pictures.compactMap { $0["name"] as? String } == ["output.weight", "state.weight"])
    for picture in pictures {
      let data = try Data(contentsOf: URL(fileURLWithPath: try #require(picture["file"] as? String)))
      #expect(data.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }
    let foreign = try run("generate", "latest", "--prompt", "Übung")
    #expect(foreign.exitCode == 1 && foreign.errors.contains("Ü") && foreign.errors.contains("--prompt"))
  }

  @Test("the Hebbian GRU is trained by the same command, and resumes as if it had never stopped")
  func gatedNetwork() throws {
    let small = ["--data", text, "--set", "state=8", "--set", "characters=6000", "--set", "lanes=4", "--json"]
    let whole = try object(try run("train", "hebbian-gru", adding: small))
    let more = ["--set", "characters=200000", "--set", "evaluations=40"]
    let stopped = try hebb(["train", "hebbian-gru"] + small + more + ["--store", store + "2"]) { process in
      let deadline = Date(timeIntervalSinceNow: 60)
      while process.isRunning, Date() < deadline {
        let runs = (try? FileManager.default.contentsOfDirectory(atPath: store + "2")) ?? []
        let metrics = runs.first.map { "\(store)2/\($0)/metrics.jsonl" }
        if let metrics, let lines = try? String(contentsOfFile: metrics, encoding: .utf8), lines.contains("\n") {
          break
        }
        usleep(10_000)
      }
      kill(process.processIdentifier, SIGKILL)
    }
    #expect(stopped.exitCode != 0)
    let resumed = try object(try hebb(["train", "--resume", "latest", "--store", store + "2", "--json"]))
    let uninterrupted = try object(try hebb(["train", "hebbian-gru"] + small + more + ["--store", store + "3"]))
    #expect(resumed["testBits"] as? Double == uninterrupted["testBits"] as? Double)
    #expect(whole["status"] as? String == "finished" && resumed["status"] as? String == "finished")
  }

  @Test("rules are compared, a diverging one included")
  func compare() throws {
    let result = try run(
      "compare", "hebbian-rnn", "--data", text, "--seeds", "2", "--each", "rule=hebb,outstar", "--set", "teaching=none",
      "--set", "learningRate=10", adding: small)
    #expect(result.exitCode == 0, "\(result)")
    let tasks = try run(
      "compare", "hebbian-rnn", "--seeds", "1", "--each", "task={name: copy, lag: 1, length: 1},recall", "--set",
      "characters=2000", "--set", "state=8")
    #expect(tasks.output.contains("task={name: copy, lag: 1, length: 1}") && tasks.output.contains("task=recall"))
    for word in ["rule=hebb", "rule=outstar", "diverged", "±", "curves: "] {
      #expect(result.output.contains(word), "\(word): \(result.output)")
    }
    let page = try #require(result.output.split(separator: "\n").last { $0.hasPrefix("curves: ") }?.dropFirst(8))
    let folder = URL(fileURLWithPath: String(page)).deletingLastPathComponent()
    let curves = try String(contentsOf: folder.appendingPathComponent("by-symbols.svg"), encoding: .utf8)
    #expect(curves.hasPrefix("<svg") && curves.contains("rule=hebb"))
  }

  @Test("a network is held against untrained weights and back-propagation", arguments: ["hebbian-rnn", "hebbian-gru"])
  func baselines(name: String) throws {
    let result = try run(
      "baselines", name, "--data", text, "--set", "state=8", "--set", "characters=4000", "--set", "lanes=4")
    #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result)")
    for word in [name, "untrained", "backprop", "(bigram)"] { #expect(result.output.contains(word), "\(word)") }
  }

  @Test("what was given wrong is said, and nothing is left behind")
  func mistakes() throws {
    let empty = folder.appendingPathComponent("empty.txt").path
    try Data().write(to: URL(fileURLWithPath: empty))
    let latin = folder.appendingPathComponent("latin.txt").path
    try Data([0x61, 0x62, 0x0A, 0xE9, 0x20]).write(to: URL(fileURLWithPath: latin))
    for (arguments, words) in [
      (["--data", folder.appendingPathComponent("none.txt").path], ["none.txt"]), (["--data", empty], ["empty"]),
      (["--data", latin], ["UTF-8", "latin.txt:2"]), ([], ["--data"]),
      (["--data", text, "--set", "rule=ojja"], ["oja"]), (["--data", text, "--epochs", "3"], ["characters"]),
      (["--data", text, "--set", "length=900000"], ["900000"]), (["--data", text, "--limit", "3"], ["--limit"]),
    ] {
      let result = try run("train", "hebbian-rnn", adding: arguments)
      #expect(result.exitCode == 1 && result.output.isEmpty, "\(arguments): \(result)")
      for word in words { #expect(result.errors.contains(word), "\(arguments): \(result.errors)") }
    }
    #expect(!FileManager.default.fileExists(atPath: store))
  }

  @Test("the specification is listed, printed with comments, and changed")
  func spec() throws {
    #expect(try hebb("spec").output.contains("hebbian-gru"))
    #expect(try hebb("spec", "hebbian-rnn").output.contains("# Change single values"))
    let changed = try hebb("spec", "hebbian-rnn", "--set", "rule=oja").output
    #expect(changed.contains("rule: oja") && !changed.contains("#"))
    let file = folder.appendingPathComponent("mine.yaml")
    try Data(changed.utf8).write(to: file)
    #expect(try hebb("spec", file.path).output == changed)
  }
}
