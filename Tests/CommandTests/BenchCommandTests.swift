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

  @Test("Mistakes are explained")
  func mistakes() throws {
    #expect(try hebb("bench", "--batches", "0").exitCode == 64)
    let unknown = try hebb("bench", "--work", "hebian-cnn")
    #expect(unknown.exitCode == 1 && unknown.errors.contains("Did you mean the built-in “hebbian-cnn”?"))
  }
}
