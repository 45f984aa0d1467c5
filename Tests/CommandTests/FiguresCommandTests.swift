import Foundation
import Testing

@Suite("hebb figures")
struct FiguresCommandTests {
  @Test("It writes a picture per layer, into the run's folder or another")
  func pictures() throws {
    let tiny = try TinyTraining(perFile: 5)
    _ = try tiny.run("train", "hebbian-cnn", "--epochs", "1")
    let text = try tiny.plain("figures", "latest", "--store", tiny.store.path)
    #expect(text.exitCode == 0 && text.output.contains("figures/layer-3.png\n  Layer 3: the receptive fields of 24"))
    let into = tiny.folder.appendingPathComponent("pictures")
    let object = try tiny.plain("figures", "latest", "--store", tiny.store.path, "--into", into.path, "--json").object()
    let pictures = try #require(object["pictures"] as? [[String: Any]])
    #expect(pictures.map { $0["width"] as? Int } == [5, 10, 20])
    #expect(pictures.map { $0["neurons"] as? Int } == [16, 20, 24])
    for picture in pictures {
      let file = try #require(picture["file"] as? String)
      #expect(file.hasPrefix(into.path))
      #expect(try Data(contentsOf: URL(fileURLWithPath: file)).starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }
  }
}
