import Foundation
import Testing

@Suite("hebb bench")
struct BenchCommandTests {
  @Test("--json gives the speed and what was measured")
  func json() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-\(UUID().uuidString).yaml")
    try Data("name: tiny\ndataset: cifar10\ntraining: {batch: 4}\nlayers: [{channels: 8, kernel: 3}]\n".utf8).write(
      to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let object = try hebb("bench", "--work", file.path, "--batches", "2", "--threads", "1", "--json").object()
    #expect(object["work"] as? String == "tiny")
    #expect((object["batch"] as? Int, object["batches"] as? Int, object["threads"] as? Int) == (4, 2, 1))
    #expect(try #require(object["imagesPerSecond"] as? Double) > 0)
    #expect(try #require(object["secondsPerBatch"] as? Double) > 0)
  }

  @Test("bench rules times every rule, and --json gives the ratios")
  func rules() throws {
    let size = ["--neurons", "20", "--inputs", "10", "--batch", "3", "--rounds", "2", "--threads", "1"]
    let object = try hebb(["bench", "rules"] + size + ["--json"]).object()
    #expect((object["neurons"] as? Int, object["inputs"] as? Int, object["threads"] as? Int) == (20, 10, 1))
    let timings = try #require(object["timings"] as? [[String: Any]])
    #expect(timings.count > 5)
    #expect(timings.allSatisfy { ($0["ratio"] as? Double ?? 0) > 0 })
    #expect(try hebb(["bench", "rules"] + size).output.contains("winner-take-all"))
    let mistake = try hebb("bench", "rules", "--neurons", "0")
    #expect(mistake.exitCode == 64 && mistake.errors.contains("choose from 1 to 100000"))
  }

  @Test("bench gradients times a surrogate loss", arguments: ["layer", "convolution"])
  func gradients(work: String) throws {
    let object = try hebb(["bench", "gradients", "--work", work, "--rounds", "1", "--json"]).object()
    #expect(object["work"] as? String == work)
    #expect(try #require(object["secondsPerGradient"] as? Double) > 0)
    let mistake = try hebb("bench", "gradients", "--work", "recurrent")
    #expect(mistake.exitCode == 64 && mistake.errors.contains("choose layer or convolution"))
  }

  @Test("bench gru times training steps", arguments: ["gru", "hebbianGRU", "text"])
  func gru(work: String) throws {
    let sizes = [
      "--inputs", "6", "--hidden", "5", "--outputs", "4", "--batch", "3", "--steps", "2", "--rounds", "2", "--threads",
      "1",
    ]
    let object = try hebb(["bench", "gru", "--work", work] + sizes + ["--json"]).object()
    #expect(object["work"] as? String == work)
    #expect((object["sizes"] as? [String: Any])?["hidden"] as? Int == 5)
    #expect(try #require(object["stepsPerSecond"] as? Double) > 0)
    #expect(try hebb(["bench", "gru", "--work", work] + sizes).output.contains("ms per step"))
    let mistake = try hebb("bench", "gru", "--outputs", "257")
    #expect(mistake.exitCode == 64 && mistake.errors.contains("choose from 1 to 256"))
    #expect(try hebb("bench", "gru", "--work", "lstm").errors.contains("choose gru, hebbianGRU or text"))
  }

  @Test("Mistakes are explained")
  func mistakes() throws {
    #expect(try hebb("bench", "--batches", "0").exitCode == 64)
    let unknown = try hebb("bench", "--work", "hebian-cnn")
    #expect(unknown.exitCode == 1 && unknown.errors.contains("Did you mean the built-in “hebbian-cnn”?"))
  }
}
