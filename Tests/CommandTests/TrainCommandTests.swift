import Foundation
import Testing

@Suite("hebb train")
struct TrainCommandTests {
  private let tiny: TinyTraining

  init() throws { tiny = try TinyTraining() }

  @Test("--json prints what was run and how it went", arguments: ["hebbian-cnn", "hebbian-cnn-pruned"])
  func json(name: String) throws {
    let result = try tiny.run("train", name, "--epochs", "2", "--seed", "9", "--threads", "2", "--json")
    #expect(result.exitCode == 0 && result.errors.isEmpty, "\(result.errors)")
    let object = try result.object()
    #expect(object["spec"] as? String == name)
    #expect((object["seed"] as? Int, object["threads"] as? Int, object["epochs"] as? Int) == (9, 2, 2))
    #expect(try #require(object["imagesPerSecond"] as? Double) > 0)
    #expect(try #require(object["secondsPerEpoch"] as? Double) > 0)
    #expect((object["weightsDigest"] as? String)?.count == 64)
    let accuracy = try #require(object["accuracy"] as? [String: Double])
    #expect(Set(accuracy.keys) == ["layer1Quadrants", "layer2Quadrants", "output"])
    #expect(accuracy.values.allSatisfy { (0.3...1).contains($0) })
    let run = URL(fileURLWithPath: try #require(object["run"] as? String))
    let files = try FileManager.default.contentsOfDirectory(atPath: run.path)
    #expect(
      files.sorted() == [
        ".lock", "checkpoint.safetensors", "figures", "history", "history.jsonl", "metrics.jsonl",
        "readout.safetensors", "report.html", "run.json", "spec.yaml",
      ])
    #expect(try String(contentsOf: run.appendingPathComponent("run.json"), encoding: .utf8) + "\n" == result.output)
  }

  @Test("The seed decides, the number of threads does not")
  func seeds() throws {
    func digest(_ seed: String, _ threads: String) throws -> String? {
      try tiny.run("train", "hebbian-cnn", "--epochs", "1", "--seed", seed, "--threads", threads, "--json")
        .object()["weightsDigest"] as? String
    }
    let first = try #require(try digest("1", "1"))
    #expect(try digest("1", "7") == first)
    #expect(try digest("2", "1") != first)
  }

  @Test("Without --json it prints a table, the speed and where the report is")
  func text() throws {
    let result = try tiny.run("train", "hebbian-cnn-pruned", "--epochs", "1", "--limit", "30")
    #expect(result.exitCode == 0 && result.errors.isEmpty)
    for word in ["layer 1 quadrants", "trained", "images per second", "report: \(tiny.store.path)"] {
      #expect(result.output.contains(word), "\(word)")
    }
  }

  @Test("No epochs evaluate the untrained network; the speed is null")
  func noEpochs() throws {
    let object = try tiny.run("train", "hebbian-cnn", "--epochs", "0", "--json").object()
    #expect(object["epochs"] as? Int == 0 && object["imagesPerSecond"] is NSNull && object["secondsPerEpoch"] is NSNull)
    #expect((object["accuracy"] as? [String: Double])?.count == 3)
  }

  @Test("A limit or a batch larger than the data uses all of it")
  func large() throws {
    let plain = try tiny.run("train", "hebbian-cnn", "--epochs", "1", "--json").object()
    let large = try tiny.run("train", "hebbian-cnn", "--epochs", "1", "--limit", "1000000", "--json").object()
    #expect(plain["weightsDigest"] as? String == large["weightsDigest"] as? String)
    let batch = try tiny.run("train", "hebbian-cnn", "--epochs", "1", "--set", "training.batch=100000", "--json")
    #expect(batch.exitCode == 0)
  }

  @Test("A YAML file is trained like a built-in, and the folder's copy of it again")
  func file() throws {
    let yaml = tiny.folder.appendingPathComponent("mine.yaml")
    let text =
      "name: mine\ndataset: cifar10\ninput: {whitening: none}\ntraining: {epochs: 1, batch: 20, burnIn: 2}\n"
      + "layers:\n  - {channels: 8, kernel: 5, activation: triangle}\n"
    try Data(text.utf8).write(to: yaml)
    let first = try hebb(["train", yaml.path, "--json"] + tiny.places, environment: tiny.environment).object()
    let copy = try #require(first["run"] as? String) + "/spec.yaml"
    let second = try hebb(["train", copy, "--json"] + tiny.places, environment: tiny.environment).object()
    #expect(first["weightsDigest"] as? String == second["weightsDigest"] as? String)
    #expect(Set(try #require(second["accuracy"] as? [String: Double]).keys) == ["output"])
  }

  @Test("A finished run that is resumed reports the same again, also from a relative store")
  func resumeFinished() throws {
    let first = try tiny.run("train", "hebbian-cnn", "--epochs", "1", "--json").object()
    let relative =
      String(repeating: "../", count: FileManager.default.currentDirectoryPath.count { $0 == "/" } + 1)
      + tiny.store.path.dropFirst()
    for store in [tiny.store.path, relative] {
      let again = try tiny.plain("train", "--resume", "latest", "--store", store, "--json").object()
      for key in ["weightsDigest", "run", "status", "started"] {
        #expect(again[key] as? String == first[key] as? String, "\(key)")
      }
      #expect(again["accuracy"] as? [String: Double] == first["accuracy"] as? [String: Double])
    }
  }

  @Test(
    "A resumed run keeps its experiment, and one of the two must be named: exit code 64",
    arguments: [
      [], ["hebbian-cnn", "--resume", "latest"], ["--resume", "latest", "--epochs", "3"],
      ["hebbian-cnn", "--limit", "0"],
      ["hebbian-cnn", "--threads", "0"], ["hebbian-cnn", "--epochs", "-1"], ["hebbian-cnn", "--seed", "-1"],
    ])
  func usage(arguments: [String]) throws {
    let result = try hebb(["train"] + arguments)
    #expect(result.exitCode == 64)
    #expect(result.errors.hasPrefix("error: ") && result.output.isEmpty)
  }
}
