import Foundation
import Testing

@Suite("hebb associate, recall and capacity")
struct MemoryCommandTests {
  private let tiny: TinyTraining
  private var pictures: String { tiny.folder.appendingPathComponent("pictures").path }

  init() throws { tiny = try TinyTraining(perFile: 10) }

  private func object(_ result: CommandResult) throws -> [String: Any] {
    #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result)")
    return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
  }

  private func runPlain(_ arguments: [String]) throws -> CommandResult {
    try hebb(arguments, environment: tiny.environment)
  }

  private func svg(_ name: String) throws -> String {
    try String(contentsOfFile: "\(pictures)/\(name).svg", encoding: .utf8)
  }

  @Test("Without pairs, associate learns the standard pair and shows conditioning under two rules")
  func associate() throws {
    let result = try tiny.plain("associate", "--output", pictures)
    #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result)")
    for text in ["Learning 1,0=1 and 0,1=0", "hebb:", "rescorla-wagner", "extinguished", "blocked", "associate.svg"] {
      #expect(result.output.contains(text), "\(text)")
    }
    #expect(try svg("associate").hasPrefix("<svg"))
  }

  @Test("Pairs, phases, rules and rates come from the command line; the same seed gives the same numbers")
  func pairs() throws {
    let arguments = [
      "associate", "--pair", "1,0,1=1", "--pair", "0, 1, 0=0", "--then", "0,1,0=1", "--rule", "outstar", "--rule",
      "oja",
      "--trials", "30", "--rate", "0.2", "--seed", "4", "--json", "--no-picture",
    ]
    let (first, second) = (try hebb(arguments), try hebb(arguments))
    #expect(first.output == second.output)
    let report = try object(first)
    let lesson = try #require(report["lesson"] as? [String: Any])
    let histories = try #require(lesson["histories"] as? [[String: Any]])
    #expect(histories.map { $0["rule"] as? String } == ["outstar", "oja"])
    #expect((histories[0]["weights"] as? [[Double]])?.count == 91)
    #expect(report["picture"] == nil && (report["conditioning"] as? [Any])?.isEmpty == true)
  }

  @Test("What associate cannot read is explained")
  func associateMistakes() throws {
    for (arguments, words) in [
      (["--pair", "1;0=1"], "no pair"), (["--pair", "1,2=1"], "not from 0 to 1"),
      (["--pair", "1,nan=1"], "from 0 to 1"),
      (["--pair", "1,0=1", "--pair", "1=0"], "1 inputs, others have 2"), (["--rule", "heb"], "Did you mean “hebb”?"),
      (["--rate", "3"], "where: --rate"),
    ] {
      let result = try hebb(["associate", "--no-picture"] + arguments)
      #expect(result.exitCode == 1 && result.errors.contains(words), "\(result)")
    }
    #expect(try hebb("associate", "--then", "1=1").exitCode == 64)
    #expect(try hebb("associate", "--trials", "0").exitCode == 64)
  }

  @Test("Recall stores images in every memory, and draws and reports what came back")
  func recall() throws {
    let arguments = [
      "recall", "--dataset", "cifar10", "--data", tiny.data.path, "--patterns", "12", "--queries", "5", "--output",
      pictures,
    ]
    let text = try runPlain(arguments)
    #expect(text.exitCode == 0 && text.errors.isEmpty, "\(text)")
    for words in [
      "12 images of cifar10, 3072 units", "30 % noise", "box of 40 % hidden", "pseudo-inverse", "recall.svg",
    ] {
      #expect(text.output.contains(words), "\(words)")
    }
    let picture = try svg("recall")
    #expect(picture.hasPrefix("<svg") && picture.contains("corrupted"))
    let report = try object(try runPlain(arguments + ["--json", "--memory", "exponential", "--corrupt", "box:0.4"]))
    let outcomes = try #require((report["result"] as? [String: Any])?["outcomes"] as? [[String: Any]])
    #expect(outcomes.count == 1 && outcomes[0]["recalled"] as? Double == 1, "\(outcomes)")
    #expect(outcomes[0]["corruption"] as? String == "box:0.4")
  }

  @Test("What recall cannot do is explained")
  func recallMistakes() throws {
    for (arguments, words) in [
      (["--memory", "hopfeld"], "Did you mean “hopfield”?"), (["--corrupt", "rain"], "no corruption “rain”"),
      (["--corrupt", "noise:2"], "no amount of noise"), (["--patterns", "51"], "more than the 50 training images"),
      (["--memory", "dense", "--degree", "1"], "degree 1"), (["--memory", "continuous", "--beta", "0"], "temperature"),
      (["--dataset", "cifar11"], "Did you mean cifar10?"),
    ] {
      let result = try runPlain(
        ["recall", "--dataset", "cifar10", "--data", tiny.data.path, "--patterns", "5", "--no-picture"] + arguments)
      #expect(result.exitCode == 1 && result.errors.contains(words), "\(result)")
    }
    #expect(try hebb("recall", "--queries", "0").exitCode == 64)
  }

  @Test("Capacity measures all memories beside their theory")
  func capacity() throws {
    let result = try tiny.plain(
      "capacity", "--units", "100", "--trials", "1", "--largest", "400", "--json", "--output", pictures)
    let report = try #require(try object(result)["result"] as? [String: Any])
    #expect((report["loads"] as? [Any])?.count == 3)
    let growth = try #require(report["growth"] as? [[String: Any]])
    #expect(growth.map { $0["interaction"] as? String } == ["n = 2", "n = 3", "n = 4", "exponential"])
    #expect(try svg("capacity").contains("theory: 0.138"))
    #expect(try hebb("capacity", "--units", "1").exitCode == 64)
    #expect(try hebb("capacity", "--noise", "0.7").exitCode == 1)
  }

  @Test("Recall can be timed")
  func bench() throws {
    let result = try hebb(
      "bench", "memory", "--patterns", "60", "--units", "50", "--states", "20", "--rounds", "1", "--json")
    #expect((try object(result)["timings"] as? [Any])?.count == 5)
    #expect(try hebb("bench", "memory", "--patterns", "10").exitCode == 1)
  }
}
