import Foundation
import Testing

@testable import HebbSupport

@Suite("Folders that strangers look into")
struct SealedFolderTests {
  private let root = FileManager.default.temporaryDirectory.appendingPathComponent("sealed-\(UUID().uuidString)")

  /// inside/{file, deep/file, .hidden, link → ../outside, folder → ../secrets}, outside, secrets/file
  private func made() throws -> SealedFolder {
    let inside = root.appendingPathComponent("inside")
    for folder in ["inside/deep", "secrets"] {
      try FileManager.default.createDirectory(
        at: root.appendingPathComponent(folder), withIntermediateDirectories: true)
    }
    for file in ["inside/file", "inside/deep/file", "inside/.hidden", "outside", "secrets/file"] {
      try Data(file.utf8).write(to: root.appendingPathComponent(file))
    }
    for (link, target) in [("link", "outside"), ("folder", "secrets"), ("own", "inside/file")] {
      try FileManager.default.createSymbolicLink(
        at: inside.appendingPathComponent(link), withDestinationURL: root.appendingPathComponent(target))
    }
    return SealedFolder(inside)
  }

  @Test("what is in it is read and listed")
  func inside() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    let folder = try made()
    #expect(folder.read("file") == Data("inside/file".utf8))
    #expect(folder.read("deep/file") == Data("inside/deep/file".utf8))
    #expect(folder.names() == ["deep", "file"] && folder.names("deep") == ["file"])
    #expect(folder.holdsFile("file") && !folder.holdsFile("deep"))
  }

  @Test(
    "nothing else is",
    arguments: [
      "", ".", "..", "../outside", "/etc/passwd", "deep/../file", "deep/../../outside", "./file", "deep//file", "file/",
      ".hidden", "link", "folder/file", "own", "deep", "none", "file\0", "file\0.png", "file/file",
      String(repeating: "a", count: 256),
    ])
  func outside(path: String) throws {
    defer { try? FileManager.default.removeItem(at: root) }
    let folder = try made()
    #expect(folder.read(path) == nil && folder.stamp(path) == nil && !folder.holdsFile(path))
  }

  @Test("a file larger than the limit is not read")
  func limit() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    let folder = try made()
    #expect(folder.read("file", limit: 10) == nil && folder.read("file", limit: 11) != nil)
  }

  @Test("a pipe is passed over without waiting for its other end")
  func pipe() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    let folder = try made()
    #expect(mkfifo(folder.url.appendingPathComponent("pipe").path, 0o600) == 0)
    #expect(folder.read("pipe") == nil)
  }

  @Test("a stamp changes with each replacement of a file")
  func stamps() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    let folder = try made()
    let before = try #require(folder.stamp("file"))
    #expect(folder.stamp("file") == before)
    try AtomicFile.write(Data("inside/file".utf8), to: folder.url.appendingPathComponent("file"))
    #expect(folder.stamp("file") != before)
  }
}
