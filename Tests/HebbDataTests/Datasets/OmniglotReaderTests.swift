import Foundation
import HebbData
import TestSupport
import Testing

@Suite("Omniglot")
struct OmniglotReaderTests {
  private typealias Member = (path: String, content: [UInt8])

  private let folder: TemporaryFolder
  private let reader = OmniglotReader.small
  private let first = "images_background_small1"
  private let second = "images_background_small2"

  init() throws { folder = try TemporaryFolder() }

  private func zip(_ members: [Member], as name: String) throws {
    try ZipFixture.write(members, to: folder.url.appendingPathComponent(name + ".zip"))
  }

  private func unpack(_ members: [Member], to path: String = ".") throws {
    for member in members { try folder.write(member.content, to: "\(path)/\(member.path)") }
  }

  private func writeBoth() throws {
    try zip(OmniglotFixture.members(of: first, [("Latin", 2), ("Greek", 1)]), as: first)
    try zip(OmniglotFixture.members(of: second, [("Tagalog", 1), ("Greek", 1)]), as: second)
  }

  private func meanInk(_ characters: CharacterDrawings, _ character: Int, _ drawing: Int) -> Float {
    characters.ink(ofCharacter: character, drawing: drawing).reduce(0, +) / Float(characters.pixels)
  }

  @Test("Characters are sorted by alphabet and name, and an alphabet in both archives counts once")
  func order() throws {
    try writeBoth()
    let characters = try reader.characters(in: folder.url, side: 14)
    #expect(
      characters.names.map(\.description)
        == ["Greek/character01", "Latin/character01", "Latin/character02", "Tagalog/character01"])
    #expect((characters.drawingsEach, characters.side, characters.ink.count) == (5, 14, 4 * 5 * 196))
    #expect(characters.alphabets == ["Greek", "Latin", "Tagalog"])
  }

  @Test("Ink is 1, background 0, and area averaging keeps the amount of ink", arguments: [7, 14, 28, 105])
  func ink(side: Int) throws {
    try writeBoth()
    let characters = try reader.characters(in: folder.url, side: side)
    for drawing in 0..<5 {
      #expect(abs(meanInk(characters, 2, drawing) - Float(21 + drawing) / 105) < 1e-4)
    }
    #expect(abs(try #require(characters.ink.max()) - 1) < 1e-5)
    #expect(characters.ink.min() == 0)
  }

  @Test("Unpacked folders, a subfolder “omniglot”, and a mixture of both read the same")
  func places() throws {
    try writeBoth()
    let expected = try reader.characters(in: folder.url, side: 14)
    try unpack(OmniglotFixture.members(of: first, [("Latin", 2), ("Greek", 1)]), to: "other")
    try unpack(OmniglotFixture.members(of: second, [("Tagalog", 1), ("Greek", 1)]), to: "other/omniglot")
    try folder.write([1], to: "other/\(first)/readme.txt")
    let other = folder.url.appendingPathComponent("other")
    #expect(reader.missingFiles(in: other).isEmpty)
    #expect(try reader.characters(in: other, side: 14) == expected)
  }

  @Test("What macOS adds to archives is passed over")
  func foreignMembers() throws {
    try writeBoth()
    let expected = try reader.characters(in: folder.url, side: 14)
    let extra: [Member] = [
      ("__MACOSX/\(first)/Latin/character01/._0001_01.png", [0]), ("\(first)/Latin/character01/.DS_Store", [0]),
      ("\(first)/Latin/character01/._x.png", [0]), ("\(first)/", []),
    ]
    try zip(extra + OmniglotFixture.members(of: first, [("Latin", 2), ("Greek", 1)]), as: first)
    #expect(try reader.characters(in: folder.url, side: 14) == expected)
  }

  @Test("As a data set, each character is a class, and every fifth drawing is for testing")
  func dataset() throws {
    try writeBoth()
    let dataset = try reader.read(named: "omniglot-small", from: folder.url)
    #expect(dataset.classNames[3] == "Tagalog/character01")
    #expect(dataset.training.shape == [16, 1, 28, 28] && dataset.test.shape == [4, 1, 28, 28])
    #expect(dataset.training.labels == (0..<16).map { $0 % 4 })
    #expect(dataset.test.labels == [0, 1, 2, 3])
    // The first row is ink in every drawing, the last in none.
    #expect(dataset.training.pixels(ofImage: 5).prefix(28).allSatisfy { $0 == 255 })
    #expect(dataset.training.pixels(ofImage: 5).suffix(28).allSatisfy { $0 == 0 })
  }

  @Test("A missing archive is named")
  func missing() throws {
    #expect(reader.missingFiles(in: folder.url) == [first + ".zip", second + ".zip"])
    try zip(OmniglotFixture.members(of: first, [("Latin", 1)]), as: first)
    #expect(reader.missingFiles(in: folder.url) == [second + ".zip"])
    expectProblem(mentioning: second, "hebb data fetch") { try reader.characters(in: folder.url) }
  }

  @Test("An archive without drawings is a problem naming it")
  func empty() throws {
    try writeBoth()
    try zip([("\(second)/readme", [1])], as: second)
    expectProblem(mentioning: second + ".zip", "no drawings") { try reader.characters(in: folder.url) }
  }

  @Test("A truncated archive is a problem naming it")
  func truncated() throws {
    try writeBoth()
    let archive = folder.url.appendingPathComponent(first + ".zip")
    let whole = try Data(contentsOf: archive)
    try folder.write(whole.prefix(whole.count * 2 / 3), to: first + ".zip")
    expectProblem(mentioning: first + ".zip", "cannot be read") { try reader.characters(in: folder.url) }
  }

  @Test("A character of which drawings are missing is a problem with its folder and both numbers")
  func incomplete() throws {
    try writeBoth()
    try zip(OmniglotFixture.members(of: second, [("Tagalog", 1)]).dropLast(2), as: second)
    expectProblem(mentioning: "Tagalog/character01", "3 of 5 drawings") { try reader.characters(in: folder.url) }
  }

  @Test("A drawing that is damaged or of another size is a problem naming it")
  func badDrawing() throws {
    try writeBoth()
    var members = OmniglotFixture.members(of: second, [("Tagalog", 1)])
    members[3].content = Array(members[3].content.prefix(40))
    try zip(members, as: second)
    expectProblem(mentioning: second + ".zip", "0001_04.png") { try reader.characters(in: folder.url) }
    members[3].content = OmniglotFixture.png(inkRows: 3, side: 28)
    try zip(members, as: second)
    expectProblem(mentioning: "0001_04.png", "28 × 28", "105 × 105") { try reader.characters(in: folder.url) }
  }

  @Test("A side that no drawing can be shrunk to is a problem", arguments: [0, -3, 106])
  func side(side: Int) throws {
    try writeBoth()
    expectProblem(mentioning: "\(side)", "1 to 105") { try reader.characters(in: folder.url, side: side) }
  }

  /// The folder that `HEBB_TEST_OMNIGLOT` names, or the usual places.
  private static let named = ProcessInfo.processInfo.environment["HEBB_TEST_OMNIGLOT"].map { URL(fileURLWithPath: $0) }
  private static let real = (try? DatasetCatalog.standard.locate("omniglot-small", data: named)) ?? nil

  @Test(
    "The real small archives have 242 characters of 8 alphabets, 20 drawings each",
    .enabled(if: real != nil, "set HEBB_TEST_OMNIGLOT or HEBB_DATA, or run “hebb data fetch omniglot-small”"))
  func realData() throws {
    let characters = try reader.characters(in: try #require(Self.real))
    #expect((characters.count, characters.drawingsEach, characters.side) == (242, 20, 28))
    #expect(
      characters.alphabets
        == [
          "Balinese", "Early_Aramaic", "Greek", "Japanese_(katakana)", "Korean", "Latin", "Sanskrit", "Tagalog",
        ])
    let mean = characters.ink.reduce(0, +) / Float(characters.ink.count)
    #expect(mean > 0.02 && mean < 0.15, "strokes cover a small part of the paper, not \(mean)")
  }
}
