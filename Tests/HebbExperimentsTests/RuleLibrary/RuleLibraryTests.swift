import Foundation
import HebbPlasticity
import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("The library of rules")
struct RuleLibraryTests {
  private let library = RuleLibrary.standard

  @Test("It has everything that files can name")
  func complete() {
    #expect(library.rules.map(\.name) == LearningRules.catalog.names)
    #expect(library.competition.map(\.name) == CompetitionStages.catalog.names)
    #expect(library.homeostasis.map(\.name) == Homeostases.catalog.names)
    #expect(library.constraints.map(\.name) == WeightConstraints.catalog.names)
    #expect(library.all.allSatisfy { !$0.formula.isEmpty })
    #expect(library.rules.allSatisfy { $0.card != nil })
  }

  @Test("The list names every part with its formula, in lines that fit a terminal")
  func list() {
    let lines = library.text.split(separator: "\n")
    for entry in library.all {
      let beginning = entry.formula.prefix(20)
      #expect(lines.contains { $0.contains("  \(entry.name) ") && $0.contains(beginning) }, "\(entry.name)")
    }
    #expect(lines.allSatisfy { $0.count <= 110 && $0.last != " " })
    #expect(lines.last?.contains("hebb rules NAME") == true)
  }

  @Test("A part is found by name and alias; a rule and the competition that goes with it share one")
  func names() throws {
    #expect(try library.entries(named: "hpca").map(\.name) == ["sanger"])
    #expect(try library.entries(named: "foldiak").map(\.kind) == [.rule, .competition])
    #expect(try library.entries(named: "dale").map(\.kind) == [.constraint])
  }

  @Test(
    "An unknown name is a problem with the nearest one",
    arguments: [("ojaa", "oja"), ("winerTakeAll", "winnerTakeAll")])
  func unknown(name: String, nearest: String) throws {
    let problem = #expect(throws: Problem.self) { try library.entries(named: name) }
    #expect(problem?.advice?.hasPrefix("Did you mean “\(nearest)”?") == true)
    #expect(problem?.advice?.contains("hebb rules") == true)
  }

  @Test("The page of a rule has everything that its card says, and its parameters with defaults and ranges")
  func page() throws {
    let text = try #require(try library.entries(named: "bcm").first?.text)
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let card = BCM.card
    for part in [card.formula, card.canonical, card.summary, card.source] + card.properties {
      #expect(words.contains(part.split(separator: " ").joined(separator: " ")), "\(part)")
    }
    for parameter in BCM.parameters {
      for part in [parameter.name, parameter.allowed, parameter.about] { #expect(text.contains(part), "\(part)") }
    }
    #expect(text.contains("rate       0.1"))
    #expect(text.split(separator: "\n").allSatisfy { $0.last != " " })
  }

  @Test("Pages of rules that need more say what, and how training gives it")
  func needs() throws {
    #expect(try library.entries(named: "rewardModulated")[0].text.contains("one reward per sample"))
    #expect(try library.entries(named: "polynomial")[0].text.contains("must be given"))
    #expect(try library.entries(named: "oja")[0].needs.isEmpty)
  }

  @Test("As JSON every part has the same keys, and rules what is known of them")
  func json() throws {
    let data = Data(try JSONOutput.text(library).utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: [[String: Any]]])
    #expect(Set(object.keys) == ["rules", "competition", "homeostasis", "constraints"])
    let common: Set = ["kind", "name", "aliases", "formula", "parameters", "yaml", "swift"]
    for part in object.values.joined() { #expect(common.isSubset(of: part.keys)) }
    let bcm = try #require(object["rules"]?.first { $0["name"] as? String == "bcm" })
    #expect(Set(bcm.keys) == common.union(["canonical", "summary", "properties", "source", "needs"]))
    let parameters = try #require(bcm["parameters"] as? [[String: Any]])
    #expect(parameters.map { $0["name"] as? String } == ["rate", "decay", "threshold"])
    #expect(parameters[0]["default"] as? Double == 0.1 && parameters[0]["allowed"] as? String == "0 to 1")
    #expect(parameters[2]["default"] is NSNull && parameters[2]["isRequired"] as? Bool == false)
  }

  @Test("Text is wrapped between words, and set in", arguments: [12, 20, 40])
  func wrapping(width: Int) {
    let text = "a sentence of some words, and averyveryverylongword in it"
    let lines = WrappedText.lines(text, width: width)
    #expect(lines.joined(separator: " ") == text)
    #expect(lines.allSatisfy { $0.count <= width || !$0.contains(" ") })
    let indented = WrappedText.indented(text, width: width, by: 3, lead: " • ").split(separator: "\n")
    #expect(indented[0].hasPrefix(" • a") && indented.dropFirst().allSatisfy { $0.hasPrefix("   ") })
    #expect(WrappedText.lines("", width: width).isEmpty)
  }
}
