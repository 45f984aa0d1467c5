import Foundation
import HebbNetworks
import HebbPlasticity
import Testing

@testable import HebbExperiments

@Suite("Examples of rules and parts")
struct PartExamplesTests {
  @Test("The experiment of every part is valid, fits its data set, and contains the part at its defaults")
  func experiments() throws {
    for entry in RuleLibrary.standard.all {
      let experiment = try ExperimentSpecification(yaml: entry.yaml, source: entry.name)
      try experiment.validate(inputShape: [3, 32, 32])
      let plasticity = experiment.layers[0].plasticity
      let parts: [any NamedPart] =
        switch entry.kind {
        case .rule: [plasticity.rule]
        case .competition: plasticity.competition
        case .homeostasis: plasticity.homeostasis.map { [$0] } ?? []
        case .constraint: plasticity.constraints
        }
      #expect(parts.map { type(of: $0).name } == [entry.name])
      // Every parameter that has a default is shown with it.
      for parameter in entry.parameters where parameter.standard != nil {
        #expect(entry.yaml.contains("\(parameter.name): "), "\(entry.name).\(parameter.name)")
        #expect(parts[0].values[parameter.name] == parameter.standard, "\(entry.name).\(parameter.name)")
      }
    }
  }

  @Test("A layer that is told how well it does is part of a network that can be told")
  func taught() throws {
    for name in ["rewardModulated", "feedbackAlignment"] {
      let entry = try #require(try RuleLibrary.standard.entries(named: name).first)
      let last = try #require(try ExperimentSpecification(yaml: entry.yaml, source: name).layers.last)
      #expect(last.channels == 10 && last.kind == .linear)
    }
  }

  /// The expressions in Swift, compiled.
  private static func compiled() throws -> [any NamedPart] {
    try [
      // expressions begin
      Hebb(),
      Instar(),
      Competitive(),
      Oja(),
      Sanger(),
      Subspace(),
      BCM(rate: 0.1, decay: 0),
      Covariance(means: .batch, rate: 0.1),
      SoftHebb(inverseTemperature: 1, negligible: 0),
      KrotovHopfield(p: 2, k: 2, delta: 0.4),
      AntiHebb(),
      RewardModulated(Hebb(), decay: 0),
      FeedbackAlignment(derivative: .linear, feedback: .random),
      Trace(rate: 0.2),
      Outstar(),
      PolynomialRule(formula: "x*y - y^2*w"),
      ABCD(a: 1, b: 0, c: 0, d: 0),
      Surrogate.hebb,
      PredictiveSanger(),
      Foldiak(),
      HebbNet(sparsity: 0.01, sign: .plus),
      WinnerTakeAll(winners: 1, activity: .binary),
      SoftWinnerTakeAll(temperature: 1),
      Triangle(power: 1),
      Rectified(),
      LateralInhibition(strength: 1, radius: 1, edges: .open),
      FoldiakCompetition(rate: 0.1, probability: 0.125, steepness: 10, timeStep: 0.1, steps: 200),
      AdaptiveThreshold(rate: 3, target: 0),
      FoldiakThreshold(rate: 0.02, probability: 0.125),
      UnitNorm(),
      GlobalNorm(norm: 0),
      Clip(),
      WeightDecay(rate: 0.001),
      DaleSigns(signs: .weight),
      // expressions end
    ]
  }

  @Test("The expressions in Swift compile, and stand for what the experiment files mean")
  func expressions() throws {
    let lines = try String(contentsOfFile: #filePath, encoding: .utf8).components(separatedBy: "\n")
    let first = try #require(lines.firstIndex { $0.hasSuffix("// expressions begin") })
    let last = try #require(lines.firstIndex { $0.hasSuffix("// expressions end") })
    let written = lines[(first + 1)..<last].map { $0.trimmingCharacters(in: .whitespaces).dropLast() }
    let entries = RuleLibrary.standard.all
    #expect(entries.map(\.expression) == written.map(String.init))
    for (entry, part) in zip(entries, try Self.compiled()) {
      #expect(type(of: part).name == entry.name)
      for parameter in entry.parameters {
        if let standard = parameter.standard { #expect(part.values[parameter.name] == standard, "\(entry.name)") }
      }
      #expect(entry.swift.contains(entry.expression))
    }
  }

  @Test("Code in Swift gives rules the signals that they need")
  func signals() throws {
    func code(_ name: String) throws -> String { try RuleLibrary.standard.entries(named: name)[0].swift }
    #expect(
      try code("rewardModulated").contains("try Plasticity(") && code("rewardModulated").contains("reward: reward"))
    #expect(try code("feedbackAlignment").contains("outputError: error"))
    #expect(try code("trace").contains("lanes: 1") && !code("oja").contains("lanes"))
    #expect(try code("foldiak").contains("FoldiakThreshold()"))
  }
}
