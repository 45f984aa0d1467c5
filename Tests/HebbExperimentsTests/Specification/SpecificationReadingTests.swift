import Foundation
import HebbNetworks
import HebbSupport
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Reading an experiment")
struct SpecificationReadingTests {
  @Test("Keys that are left out have the defaults of the types")
  func defaults() throws {
    let read = try ExperimentSpecification(yaml: minimalYAML, source: "net.yaml")
    #expect(
      read
        == ExperimentSpecification(
          name: "tiny", dataset: "mnist", layers: [LayerDescription.convolution(channels: 8, kernel: 3)]))
  }

  @Test("Every key is read")
  func everyKey() throws {
    let read = try ExperimentSpecification(
      yaml: """
        name: unusual
        about: Nothing here is a default
        dataset: fashion-mnist
        input: {whitening: dog, epsilon: 1.5e-7, images: 12_345, flips: false}
        training: {epochs: 0, batch: 7, burnIn: 3}
        layers:
          - {channels: 12, kernel: 7, rule: oja, competition: {name: winnerTakeAll, winners: 3}, activation: linear, pool: 1, connectivity: 0.1,
             learningRate: 0.30000000000000004, homeostasis: {name: adaptiveThreshold, rate: 0}}
          - {channels: 9, kernel: 1, rule: hebb, competition: {name: winnerTakeAll, winners: 2}, activation: rectified, pool: 3, connectivity: .333,
             learningRate: 1e-12, homeostasis: {name: adaptiveThreshold, rate: 12.75}}
        readout: {ridge: 0.25}
        """, source: "net.yaml")
    #expect(read == unusual)
  }

  @Test("Anchors and Windows line ends are understood")
  func anchors() throws {
    let yaml = """
      name: twins
      dataset: mnist
      layers:
        - &layer {channels: 8, kernel: 3}
        - *layer
      """
    let read = try ExperimentSpecification(yaml: yaml.replacing("\n", with: "\r\n"), source: "net.yaml")
    #expect(read.layers.count == 2 && read.layers[0] == read.layers[1])
  }

  @Test(
    "A mistake is located by line and key path, and the message says what was found",
    arguments: [
      // Text to replace in the minimal file, replacement, place, what, part of the advice.
      ("kernel: 3", "kernl: 3", "net.yaml:5, layers.0.kernl", "unknown key “kernl”", "Did you mean “kernel”? Valid"),
      ("name: tiny", "nmae: tiny", "net.yaml:1, nmae", "unknown key “nmae”", "Did you mean “name”?"),
      (
        "kernel: 3", "zzzzzzzzz: 3", "net.yaml:5, layers.0.zzzzzzzzz", "unknown key “zzzzzzzzz”",
        "Valid keys: kind, channels,"
      ),
      ("kernel: 3", "kernel: three", "net.yaml:5, layers.0.kernel", "expected a whole number, found “three”", "digits"),
      ("kernel: 3", "kernel: 3.5", "net.yaml:5, layers.0.kernel", "expected a whole number, found “3.5”", "digits"),
      ("kernel: 3", "kernel: '3'", "net.yaml:5, layers.0.kernel", "expected a whole number, found “3”", "quotes"),
      ("kernel: 3", "kernel: [3]", "net.yaml:5, layers.0.kernel", "expected a whole number, found a list", "digits"),
      ("kernel: 3", "kernel:", "net.yaml:5, layers.0.kernel", "expected a whole number, found nothing", "digits"),
      (
        "kernel: 3", "kernel: 99999999999999999999", "net.yaml:5, layers.0.kernel",
        "expected a whole number, found “99999999999999999999”", "digits"
      ),
      ("kernel: 3", "kernel: 0", "net.yaml:5, layers.0.kernel", "0 is out of range", "from 1 to"),
      ("channels: 8", "channels: 0", "net.yaml:4, layers.0.channels", "0 is out of range", "from 2 to"),
      (
        "kernel: 3", "kernel: 3\n    competition: {name: winnerTakeAll, winners: 8}",
        "net.yaml:6, layers.0.competition.winners",
        "8 winners among 8 channels leave nobody to lose", "from 1 to 7"
      ),
      (
        "kernel: 3", "kernel: 3\n    activation: triangel", "net.yaml:6, layers.0.activation",
        "there is no activation “triangel”",
        "Did you mean “triangle”? There are winners, triangle, rectified, tanh, linear."
      ),
      (
        "kernel: 3", "kernel: 3\n    rule: bcm9999", "net.yaml:6, layers.0.rule", "there is no learning rule “bcm9999”",
        "There are hebb,"
      ),
      (
        "kernel: 3", "kernel: 3\n    learningRate: .nan", "net.yaml:6, layers.0.learningRate", "nan is out of range",
        "from 0.0"
      ),
      (
        "kernel: 3", "kernel: 3\n    learningRate: 1e999", "net.yaml:6, layers.0.learningRate",
        "inf is out of range", "from 0.0"
      ),
      (
        "kernel: 3", "kernel: 3\n    learningRate: fast", "net.yaml:6, layers.0.learningRate",
        "expected a number, found “fast”", "1e-4"
      ),
      ("    kernel: 3", "", "net.yaml:4, layers.0", "the key “kernel” is missing", "Add a line “kernel: …”"),
      ("dataset: mnist", "", "net.yaml:1", "the key “dataset” is missing", "keys here are name, about"),
      ("dataset: mnist", "dataset: {a: b}", "net.yaml:2, dataset", "expected text, found a mapping", "quotes"),
      ("name: tiny", "name: a/b", "net.yaml:1, name", "“a/b” cannot name a run's folder", "letters"),
      (
        "dataset: mnist", "dataset: mnist\ninput: zca", "net.yaml:3, input", "expected a mapping, found “zca”",
        "whitening, epsilon, images, flips"
      ),
      (
        "dataset: mnist", "dataset: mnist\ninput:\n  flips: yes", "net.yaml:4, input.flips",
        "expected true or false, found “yes”", "true or false"
      ),
      (
        "dataset: mnist", "dataset: mnist\ntraining:\n  epochs: -1", "net.yaml:4, training.epochs",
        "-1 is out of range", "from 0 to"
      ),
    ])
  func mistakes(text: String, replacement: String, place: String, what: String, advice: String) throws {
    let found = try #require(problem(in: minimalYAML.replacing(text, with: replacement)))
    #expect(found.place == place)
    #expect(found.what == what)
    #expect(found.advice?.contains(advice) == true, "\(found)")
  }

  @Test(
    "Files that are no mapping of the right form are refused",
    arguments: [
      ("", "net.yaml", "the experiment is empty"),
      ("# only a comment\n", "net.yaml", "the experiment is empty"),
      ("---\n", "net.yaml", "the experiment is empty"),
      ("just words", "net.yaml:1", "expected a mapping, found “just words”"),
      ("- a\n- b", "net.yaml:1", "expected a mapping, found a list"),
      ("name: a\ndataset: b\nlayers: []", "net.yaml:3, layers", "the network has no layers"),
      ("name: a\ndataset: b\nlayers: 3", "net.yaml:3, layers", "expected a list, found “3”"),
      ("name: a\ndataset: b\nlayers:\n  - 3", "net.yaml:4, layers.0", "expected a mapping, found “3”"),
      ("[a]: b", "net.yaml:1", "a key must be a word, not a list or a mapping"),
    ])
  func forms(yaml: String, place: String, what: String) {
    #expect(problem(in: yaml)?.place == place)
    #expect(problem(in: yaml)?.what == what)
  }

  @Test("A file is read, and its errors name it")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("net.yaml")
    try Data(minimalYAML.utf8).write(to: file)
    #expect(try ExperimentSpecification(contentsOf: file).name == "tiny")

    try Data([0x6E, 0xFF, 0x0A]).write(to: file)
    #expect(problem { try ExperimentSpecification(contentsOf: file) }?.what == "this file is not text in UTF-8")

    let absent = problem { try ExperimentSpecification(contentsOf: folder.appendingPathComponent("none.yaml")) }
    #expect(absent?.what == "there is no such file")
    #expect(absent?.place?.hasSuffix("none.yaml") == true)
    #expect(problem { try ExperimentSpecification(contentsOf: folder) }?.what == "this file cannot be read")
  }
}
