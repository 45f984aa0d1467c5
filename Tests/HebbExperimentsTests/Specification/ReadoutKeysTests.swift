import HebbNetworks
import HebbSupport
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("The keys of a read-out")
struct ReadoutKeysTests {
  private static let readouts = [
    ReadoutSpecification(ridge: 0.5),
    ReadoutSpecification(kind: .softmax),
    ReadoutSpecification(
      kind: .softmax, layers: .all, flips: true,
      training: ReadoutTraining(
        optimiser: .sgd(momentum: 0.75), learningRate: 0.1, batch: 3, epochs: 7, halvings: [], dropout: 0.25,
        weightDecay: 1e-4)),
    ReadoutSpecification(kind: .power),
    ReadoutSpecification(
      kind: .power, exponent: 3.5,
      training: ReadoutTraining(loss: .power(exponent: 4, steepness: 0.125), epochs: 1, halvings: [0.125], dropout: 0)),
  ]

  private func specification(_ readout: String) throws -> ExperimentSpecification {
    try ExperimentSpecification(yaml: minimalYAML + "\nreadout: \(readout)\n", source: "net.yaml")
  }

  @Test("Written as YAML or JSON, a read-out reads as an equal one", arguments: readouts)
  func roundTrip(readout: ReadoutSpecification) throws {
    var specification = unusual
    specification.readout = readout
    #expect(try ExperimentSpecification(yaml: specification.yaml, source: "yaml") == specification)
    let json = try JSONOutput.text(specification)
    #expect(try ExperimentSpecification(yaml: json, source: "json") == specification)
  }

  @Test("What is left out has the defaults of its kind")
  func defaults() throws {
    #expect(try specification("{}").readout == ReadoutSpecification())
    #expect(try specification("{ridge: 2}").readout == ReadoutSpecification(ridge: 2))
    #expect(try specification("{kind: softmax}").readout == ReadoutSpecification(kind: .softmax))
    #expect(try specification("{kind: power}").readout == ReadoutSpecification(kind: .power))
    let sgd = try specification("{kind: softmax, optimiser: sgd, halvings: none}").readout
    #expect(sgd.training.optimiser == .sgd(momentum: 0.9) && sgd.training.halvings.isEmpty)
  }

  @Test(
    "A key that means nothing to the kind, and a value that makes no sense, are located",
    arguments: [
      ("{epochs: 3}", "readout.epochs", "a ridge read-out has no “epochs”"),
      ("{kind: softmax, ridge: 1}", "readout.ridge", "a softmax read-out has no “ridge”"),
      ("{kind: softmax, exponent: 2}", "readout.exponent", "a softmax read-out has no “exponent”"),
      ("{kind: forest}", "readout.kind", "unknown value “forest”"),
      ("{kind: softmax, epoch: 3}", "readout.epoch", "unknown key “epoch”"),
      ("{kind: softmax, epochs: 0}", "readout.epochs", "0 is out of range"),
      ("{kind: softmax, batch: 0}", "readout.batch", "0 is out of range"),
      ("{kind: softmax, dropout: 1}", "readout.dropout", "1.0 is out of range"),
      ("{kind: softmax, halvings: 0.5}", "readout.halvings", "expected numbers, found “0.5”"),
      ("{kind: softmax, halvings: [0.5, x]}", "readout.halvings.1", "expected numbers, found “x”"),
      ("{kind: softmax, halvings: [1.5]}", "readout.halvings", "1.5 is out of range"),
      ("{kind: softmax, optimiser: lion}", "readout.optimiser", "there is no optimiser “lion”"),
      ("{kind: softmax, optimiser: {name: adam, momentum: 1}}", "readout.optimiser.momentum", "“adam”"),
      ("{kind: power, lossExponent: 0.5}", "readout.lossExponent", "0.5 is out of range"),
      ("{kind: power, steepness: 0}", "readout.steepness", "0.0 is out of range"),
      ("{kind: softmax, layers: first}", "readout.layers", "unknown value “first”"),
    ])
  func mistakes(readout: String, path: String, what: String) throws {
    let found = try #require(problem { try specification(readout) })
    #expect(found.what.contains(what))
    #expect(found.place == "net.yaml:6, \(path)")
  }

  @Test("Setting the kind begins the read-out anew, wherever it stands among the assignments")
  func kind() throws {
    let expected = try specification("{kind: softmax, epochs: 3}").readout
    let ridge = try specification("{ridge: 5}")
    #expect(try ridge.setting(["readout.kind=softmax", "readout.epochs=3"]).readout == expected)
    #expect(try ridge.setting(["readout.epochs=3", "readout.kind=softmax"]).readout == expected)
    // The kind that it has already changes nothing.
    #expect(try ridge.setting(["readout.kind=ridge"]) == ridge)
    let mistake = try #require(problem { try ridge.setting(["readout.kind=forest"]) })
    #expect(mistake.place == "--set readout.kind=forest, readout.kind" || mistake.place == "--set readout.kind=forest")
  }
}
