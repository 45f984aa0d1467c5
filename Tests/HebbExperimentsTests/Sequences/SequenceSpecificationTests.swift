import HebbSupport
import Testing

@testable import HebbExperiments

@Suite("Experiments on sequences")
struct SequenceSpecificationTests {
  @Test("a built-in experiment, written and read again, is the same", arguments: SequenceBuiltIn.all.map(\.name))
  func roundTrip(name: String) throws {
    let builtIn = try #require(SequenceBuiltIn.all.first { $0.name == name })
    let specification = try builtIn.specification()
    #expect(specification.name == name && !specification.about.isEmpty)
    #expect(try SequenceSpecification(yaml: specification.yaml, source: "again") == specification)
    guard case .sequences(let resolved) = try ExperimentFile.resolve(name) else {
      Issue.record("not resolved as an experiment on sequences")
      return
    }
    #expect(resolved == specification)
  }

  @Test(
    "mistakes say where they are and what to do",
    arguments: [
      ("rule=ojja", "Did you mean “oja”"), ("states=12", "Did you mean “state”"), ("state=0", ""),
      ("teaching=stern", "feedback"), ("task=poetry", "text"), ("updater=local2", "local"),
      ("plastic=true", "backprop"),
      ("task={name: copy, lag: -1}", ""), ("eligibility=1.5", ""), ("projection=hebbian", "Leave it out"),
    ])
  func mistakes(change: String, advice: String) throws {
    let specification = try SequenceBuiltIn.all[0].specification()
    let problem = #expect(throws: Problem.self) { try specification.setting([change]) }
    let text = problem?.description ?? ""
    #expect(text.contains("--set") && text.contains(advice), "\(text)")
  }

  @Test("rules with parameters, constraints and competitions are read")
  func parts() throws {
    let specification = try SequenceBuiltIn.all[0].specification().setting([
      "rule={name: bcm, rate: 0.2}", "constraints=unitNorm", "competition={name: winnerTakeAll, winners: 3}",
      "homeostasis=adaptiveThreshold", "updater=local", "vocabulary=bytes",
    ])
    #expect(specification.yaml.contains("rule: {name: bcm, decay: 0, rate: 0.2}"))
    #expect(try SequenceSpecification(yaml: specification.yaml, source: "again") == specification)
  }
}
