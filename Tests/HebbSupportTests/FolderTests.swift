import Foundation
import Testing

@testable import HebbSupport

@Suite("Folders")
struct FolderTests {
  private let root = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-test-\(UUID().uuidString)")

  @Test("A folder is made with those above it, once or twice")
  func make() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    let deep = root.appendingPathComponent("a/b/../c/")
    for _ in 0..<2 { try Folder.make(deep) }
    #expect(FileManager.default.fileExists(atPath: root.appendingPathComponent("a/c").path))
  }

  @Test("Of two that claim a name one is refused")
  func claim() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    try Folder.claim(root)
    #expect(throws: Folder.Failure(code: EEXIST)) { try Folder.claim(root) }
  }

  @Test("The system's reason is told")
  func failure() throws {
    defer { try? FileManager.default.removeItem(at: root) }
    try Data().write(to: root)
    for url in [root, root.appendingPathComponent("below/a/file")] {
      let failure = #expect(throws: Folder.Failure.self) { try Folder.make(url) }
      #expect(failure?.reason == "Not a directory")
    }
    #expect(throws: Folder.Failure(code: ENOENT)) {
      try Folder.claim(root.appendingPathExtension("x").appendingPathComponent("y"))
    }
  }
}
