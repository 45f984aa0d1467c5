import HebbNetworks
import HebbPlasticity
import Testing

@testable import HebbExperiments

@Suite("Writing an experiment")
struct SpecificationYAMLTests {
  @Test("The text of an experiment reads as an equal one")
  func roundTrip() throws {
    let minimal = try ExperimentSpecification(yaml: minimalYAML, source: "net.yaml")
    for specification in [unusual, minimal] + (try BuiltIn.all.map { try $0.specification() }) {
      let read = try ExperimentSpecification(yaml: specification.yaml, source: "again")
      #expect(read == specification)
      #expect(read.yaml == specification.yaml)
    }
  }

  @Test(
    "Any text survives",
    arguments: [
      "", " ", "true", "Null", "~", "12", "1e-4", "- a", "a: b", "a #b", "it's \"quoted\" \\ here", "two\nlines\r\n",
      "tab\there", "nul\0 bell\u{7}", "déjà vu — 視覚野 🧠", "[a, b]", "*a", "&b", "!c", "%d", "@e", "`f", "{", "\u{2028}",
      "byte order \u{FEFF}mark", "\u{85}",
    ])
  func text(_ about: String) throws {
    var specification = unusual
    specification.about = about
    #expect(try ExperimentSpecification(yaml: specification.yaml, source: "text").about == about)
  }

  @Test("Every value of every choice survives")
  func choices() throws {
    for whitening in InputSpecification.Whitening.allCases {
      var specification = unusual
      specification.input.whitening = whitening
      #expect(try ExperimentSpecification(yaml: specification.yaml, source: "choice") == specification)
    }
    for activation in Activation.all + [.triangle(power: 0.7)] {
      var specification = unusual
      specification.layers[0].activation = activation
      #expect(try ExperimentSpecification(yaml: specification.yaml, source: "choice") == specification)
    }
    for kind in LayerDescription.Kind.allCases {
      var specification = unusual
      specification.layers[0].kind = kind
      if kind != .convolution { (specification.layers[0].kernel, specification.layers[0].pool) = (1, 1) }
      #expect(try ExperimentSpecification(yaml: specification.yaml, source: "choice") == specification)
    }
    for rule in LearningRules.catalog.names where !["polynomial"].contains(rule) {
      var specification = unusual
      specification.layers[0].plasticity.rule = try LearningRules.catalog.make(rule)
      #expect(try ExperimentSpecification(yaml: specification.yaml, source: "choice") == specification)
    }
    for stage in CompetitionStages.catalog.names {
      var specification = unusual
      let stage = try CompetitionStages.catalog.make(stage)
      specification.layers[0].plasticity.competition = [stage, stage]
      #expect(try ExperimentSpecification(yaml: specification.yaml, source: "choice") == specification)
    }
    for constraint in WeightConstraints.catalog.names {
      var specification = unusual
      let constraint = try WeightConstraints.catalog.make(constraint)
      specification.layers[0].plasticity.constraints = [constraint, constraint]
      #expect(try ExperimentSpecification(yaml: specification.yaml, source: "choice") == specification)
    }
    for bare in [true, false] {
      var specification = unusual
      specification.layers[0].plasticity.competition = []
      specification.layers[0].plasticity.constraints = []
      specification.layers[0].plasticity.homeostasis = bare ? nil : AdaptiveThreshold(rate: 2, target: 0.25)
      specification.layers[0].plasticity.scale = .largest
      specification.layers[0].normalisation = .patch
      #expect(try ExperimentSpecification(yaml: specification.yaml, source: "choice") == specification)
    }
  }
}
