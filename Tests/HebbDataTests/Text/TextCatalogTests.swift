import Foundation
import HebbData
import TestSupport
import Testing

@Suite("Finding texts")
struct TextCatalogTests {
  private let folder: TemporaryFolder
  private let catalog = TextCatalog(entries: [
    .init(name: "tiny8", summary: "eight bytes", bytes: 8, address: "http://example.org/tiny8.zip")
  ])

  init() throws { folder = try TemporaryFolder() }

  private var folders: DataFolders {
    DataFolders(
      environment: ["HEBB_DATA": folder.url.appendingPathComponent("shared").path],
      home: folder.url.appendingPathComponent("home"), system: folder.url.appendingPathComponent("system"))
  }

  private var places: [String] {
    let cache = folders.cache(for: "tiny8").path.dropFirst(folder.url.path.count + 1)
    return ["shared/tiny8/tiny8", "\(cache)/tiny8", "system/tiny8/tiny8"]
  }

  @Test("A text is found in each place, the first of them first")
  func order() throws {
    for place in places.reversed() {
      let file = try folder.write("12345678".utf8, to: place)
      #expect(try catalog.locate("tiny8", in: folders).path == file.path)
    }
    let own = try folder.write("12345678".utf8, to: "own/tiny8")
    #expect(try catalog.locate("Tiny8", data: folder.url.appendingPathComponent("own"), in: folders).path == own.path)
  }

  @Test("Other names are paths, relative to the given folders too")
  func paths() throws {
    let file = try folder.write("text".utf8, to: "shared/books/one.txt")
    #expect(try catalog.locate(file.path, in: folders).path == file.path)
    #expect(try catalog.locate("books/one.txt", in: folders).path == file.path)
    #expect(try catalog.locate("one.txt", data: file.deletingLastPathComponent(), in: folders).path == file.path)
  }

  @Test("What is missing, still packed, cut or unknown is a problem that says what to do")
  func wrong() throws {
    expectProblem(mentioning: "tiny8 was not found", "example.org/tiny8.zip", "--data") {
      try catalog.locate("tiny8", in: folders)
    }
    expectProblem(mentioning: "no text named tiny9", "Did you mean tiny8?") { try catalog.locate("tiny9", in: folders) }
    try folder.write([0], to: "shared/tiny8.zip")
    expectProblem(mentioning: "tiny8.zip", "unzip") { try catalog.locate("tiny8", in: folders) }
    try folder.write("1234567".utf8, to: "shared/tiny8")
    expectProblem(mentioning: "8 bytes", "has 7") { try catalog.locate("tiny8", in: folders) }
  }

  @Test("enwik8 and enwik9 are known")
  func standard() {
    #expect(TextCatalog.standard.entries.map(\.bytes) == [100_000_000, 1_000_000_000])
  }
}
