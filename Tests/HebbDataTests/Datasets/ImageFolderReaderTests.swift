import Foundation
import HebbData
import TestSupport
import Testing

@Suite("Folders of images")
struct ImageFolderReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func read() throws -> ImageDataset { try ImageFolderReader().read(named: "mine", from: folder.url) }

  /// A grey image of 2 × 2 equal pixels.
  private func write(grey value: UInt8, to path: String) throws {
    try folder.write(ImageFixtures.png([value, value, value, value], height: 2, width: 2, channels: 1), to: path)
  }

  private func values(_ set: ImageSet) -> [UInt8] { (0..<set.count).map { set.pixels(ofImage: $0).first! } }

  @Test("Classes are sorted by name and take turns; hidden files and other kinds are passed over")
  func order() throws {
    try write(grey: 3, to: "train/dog/b.png")
    try write(grey: 2, to: "train/dog/a.png")
    try write(grey: 1, to: "train/cat/z.png")
    try write(grey: 4, to: "test/dog/x.png")
    try write(grey: 9, to: "train/dog/.hidden.png")
    try folder.write(Array("x".utf8), to: "train/dog/notes.txt")
    try folder.write(Array("x".utf8), to: "train/readme.txt")
    let dataset = try read()
    #expect(dataset.name == "mine")
    #expect(dataset.classNames == ["cat", "dog"])
    #expect(dataset.training.channels == 1)
    #expect(dataset.training.labels == [0, 1, 1])
    #expect(values(dataset.training) == [1, 2, 3])
    #expect(dataset.test.labels == [1])
    #expect(values(dataset.test) == [4])
  }

  @Test("Without a test folder, every fifth image of each class is held out")
  func holdOut() throws {
    for index in 0..<11 { try write(grey: UInt8(index), to: "train/a/\(index < 10 ? "0" : "")\(index).png") }
    for index in 0..<5 { try write(grey: UInt8(100 + index), to: "train/b/\(index).png") }
    try write(grey: 200, to: "train/c/only.png")
    let dataset = try read()
    #expect(values(dataset.test) == [4, 9, 104])
    #expect(dataset.test.labels == [0, 0, 1])
    #expect(values(dataset.training) == [0, 100, 200, 1, 101, 2, 102, 3, 103, 5, 6, 7, 8, 10])
    #expect(dataset.training.labels.filter { $0 == 2 }.count == 1)
    #expect(try read() == dataset)
  }

  @Test("One coloured image makes the set coloured, and grey ones fill three planes")
  func mixedColours() throws {
    try write(grey: 7, to: "train/a/1.png")
    try folder.write(ImageFixtures.jpeg([250, 10, 120], height: 2, width: 2), to: "train/a/2.jpeg")
    try write(grey: 8, to: "test/a/1.png")
    let dataset = try read()
    #expect(dataset.training.channels == 3 && dataset.test.channels == 3)
    #expect(dataset.training.pixels.prefix(12) == [UInt8](repeating: 7, count: 12)[...])
    #expect(dataset.training.pixels[12] > 240)
    #expect(dataset.test.pixels == [UInt8](repeating: 8, count: 12))
  }

  @Test("An image of another size is a problem naming it and both sizes")
  func sizes() throws {
    try write(grey: 1, to: "train/a/1.png")
    try folder.write(ImageFixtures.png([1, 2, 3, 4, 5, 6], height: 2, width: 3, channels: 1), to: "train/b/odd.png")
    try write(grey: 1, to: "test/a/1.png")
    expectProblem(mentioning: "train/b/odd.png", "2 × 3", "2 × 2") { try read() }
  }

  @Test("An unreadable image is a problem naming it")
  func unreadable() throws {
    try write(grey: 1, to: "train/a/1.png")
    try folder.write(Array("no".utf8), to: "train/a/2.png")
    try write(grey: 1, to: "test/a/1.png")
    expectProblem(mentioning: "train/a/2.png") { try read() }
  }

  @Test("No classes, a class without images, and a class that only test has are problems")
  func structure() throws {
    #expect(!ImageFolderReader().missingFiles(in: folder.url).isEmpty)
    expectProblem(mentioning: "train") { try read() }
    try folder.write([], to: "train/readme.txt")
    expectProblem(mentioning: "train", "class folder") { try read() }
    try folder.write([], to: "train/a/readme.txt")
    expectProblem(mentioning: "train/a", "no image") { try read() }
    try write(grey: 1, to: "train/a/1.png")
    expectProblem(mentioning: "held out", "test") { try read() }
    try write(grey: 1, to: "test/b/1.png")
    expectProblem(mentioning: "test/b", "class b") { try read() }
  }
}
