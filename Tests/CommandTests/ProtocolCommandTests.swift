import Foundation
import Testing

@Suite("Held-out images, seeds and comparisons")
struct ProtocolCommandTests {
  private let tiny: TinyTraining

  init() throws { tiny = try TinyTraining(perFile: 12) }

  @Test("--validation measures on held-out training images, says so, and the test images are not touched")
  func validation() throws {
    let arguments = ["train", "hebbian-cnn", "--epochs", "1", "--validation", "20"]
    let object = try tiny.run(arguments + ["--json"]).object()
    #expect(object["validation"] as? Int == 20 && object["evaluatedOn"] as? String == "validation")
    #expect(try tiny.run(arguments).output.contains("validation accuracy"))
    // Other test images, other labels: nothing changes.
    let test = tiny.data.appendingPathComponent("cifar-10-batches-bin/test_batch.bin")
    try Data((try Data(contentsOf: test)).enumerated().map { $0.offset % 3073 == 0 ? 9 : 255 &- $0.element }).write(
      to: test)
    let again = try tiny.run(arguments + ["--json"]).object()
    #expect(again["accuracy"] as? [String: Double] == object["accuracy"] as? [String: Double])
    #expect(again["weightsDigest"] as? String == object["weightsDigest"] as? String)
    let plain = try tiny.run("train", "hebbian-cnn", "--epochs", "1", "--json").object()
    #expect(plain["evaluatedOn"] as? String == "test" && plain["validation"] is NSNull)
    #expect(plain["weightsDigest"] as? String != object["weightsDigest"] as? String)
  }

  @Test("A resumed run holds out the same images")
  func resumed() throws {
    let first = try tiny.run("train", "hebbian-cnn", "--epochs", "1", "--validation", "20", "--json").object()
    let again = try tiny.plain("train", "--resume", "latest", "--store", tiny.store.path, "--json").object()
    #expect(again["validation"] as? Int == 20 && again["weightsDigest"] as? String == first["weightsDigest"] as? String)
    #expect(again["accuracy"] as? [String: Double] == first["accuracy"] as? [String: Double])
  }

  @Test("As many held-out images as there are, or more, are a mistake that is explained", arguments: ["60", "61"])
  func tooMany(count: String) throws {
    let result = try tiny.run("train", "hebbian-cnn", "--validation", count)
    #expect(result.exitCode == 1 && result.errors.contains("of 60 training images cannot be held out"))
    #expect(result.errors.contains("--validation") && result.errors.contains("advice: Choose from 1 to 59"))
  }

  @Test("--seeds prints mean, deviation and interval, and keeps a run for each seed")
  func seeds() throws {
    let arguments = ["train", "hebbian-cnn", "--epochs", "1", "--seeds", "3", "--seed", "5"]
    let object = try tiny.run(arguments + ["--json"]).object()
    #expect(object["seeds"] as? [Int] == [5, 6, 7])
    let arm = try #require((object["arms"] as? [[String: Any]])?.first)
    #expect((arm["runs"] as? [String])?.count == 3)
    let output = try #require((arm["accuracy"] as? [String: [String: Double]])?["output"])
    #expect(Set(output.keys) == ["mean", "standardDeviation", "margin95"])
    let again = try tiny.run(arguments + ["--reuse"])
    for word in ["test accuracy, %", "s.d.", "95 % interval", "3 seeds (5 to 7)", "report: "] {
      #expect(again.output.contains(word), "\(word)")
    }
    // Three runs and two summaries.
    #expect(try tiny.runs().count == 5)
  }

  @Test("compare tests experiments over the same seeds")
  func compare() throws {
    let object = try tiny.run(
      "compare", "hebbian-cnn", "hebbian-cnn-pruned", "--epochs", "1", "--seeds", "2", "--validation", "20", "--json"
    ).object()
    #expect(
      (object["arms"] as? [[String: Any]])?.map { $0["name"] as? String } == ["hebbian-cnn", "hebbian-cnn-pruned"])
    let difference = try #require((object["differences"] as? [[String: Any]])?.last)
    #expect(difference["readout"] as? String == "output" && difference["correctedPValue"] is Double)
    let test = try #require(difference["test"] as? [String: Any])
    #expect(try (0...1).contains(#require(test["pValue"] as? Double)) && test["degreesOfFreedom"] as? Int == 1)
    let folder = try #require(object["folder"] as? String)
    for file in ["study.json", "report.html", "figures/accuracy.svg"] {
      #expect(FileManager.default.fileExists(atPath: "\(folder)/\(file)"), "\(file)")
    }
  }

  @Test("One experiment is compared with itself, changed by --set-b")
  func changed() throws {
    let result = try tiny.run(
      "compare", "hebbian-cnn", "--set-b", "layers.0.activation=triangle", "--epochs", "0", "--seeds", "2")
    #expect(result.exitCode == 0, "\(result.errors)")
    #expect(result.output.contains("hebbian-cnn, layers.0.activation=triangle"))
  }

  @Test("baselines prints the experiment beside the untrained network and back-propagation")
  func baselines() throws {
    let result = try tiny.run(
      "baselines", "hebbian-cnn-pruned", "--epochs", "1", "--backprop-epochs", "1", "--validation", "10")
    #expect(result.exitCode == 0, "\(result.errors)")
    for word in ["validation accuracy", "Hebbian, 1 epoch", "untrained", "back-propagation, 1 epoch", "report: "] {
      #expect(result.output.contains(word), "\(word)")
    }
  }

  @Test("Ctrl-C keeps what is finished, and --reuse goes on")
  func interrupted() throws {
    let arguments = ["train", "hebbian-cnn", "--epochs", "3000", "--seeds", "2"]
    let stopped = try tiny.run(arguments) { process in
      try tiny.waitForEpochs(1, of: process)
      kill(process.processIdentifier, SIGINT)
    }
    #expect(stopped.exitCode == 130 && stopped.errors.contains("--reuse"), "\(stopped.errors)")
    #expect(try tiny.runs().count == 1)
  }

  @Test(
    "Mistakes in the command line: exit code 64",
    arguments: [
      ["train", "hebbian-cnn", "--validation", "0"], ["train", "hebbian-cnn", "--seeds", "0"],
      ["train", "--resume", "latest", "--seeds", "3"], ["train", "--resume", "latest", "--validation", "3"],
      ["train", "hebbian-cnn", "--reuse"], ["compare", "hebbian-cnn"], ["compare"],
      ["baselines"], ["baselines", "hebbian-cnn", "--backprop-epochs", "0"],
      ["baselines", "hebbian-cnn", "--seeds", "0"],
      ["compare", "hebbian-cnn", "hebbian-cnn-pruned", "--seeds", "1"],
      ["compare", "hebbian-cnn", "hebbian-cnn-pruned", "--seeds", "0"],
    ])
  func usage(arguments: [String]) throws {
    let result = try hebb(arguments)
    #expect(result.exitCode == 64 && result.errors.hasPrefix("error: ") && result.output.isEmpty)
  }

  @Test("Unknown experiments, and two that are the same: exit code 1")
  func unknown() throws {
    let unknown = try tiny.run("compare", "hebbian-cnn", "hebbian-cnm")
    #expect(unknown.exitCode == 1 && unknown.errors.contains("Did you mean"))
    let same = try tiny.run("compare", "hebbian-cnn", "hebbian-cnn")
    #expect(same.exitCode == 1 && same.errors.contains("the same experiment"))
  }
}
