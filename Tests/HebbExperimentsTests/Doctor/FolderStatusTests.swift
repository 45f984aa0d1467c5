import Foundation
import Testing

@testable import HebbExperiments

@Suite("FolderStatus")
struct FolderStatusTests {
  @Test("A folder that exists can be written to and has space")
  func existing() {
    let status = FolderStatus(FileManager.default.temporaryDirectory)
    #expect(status.exists && status.isWritable)
    #expect((status.freeBytes ?? 0) > 0)
  }

  @Test("A folder that is to be made is judged by the nearest one above, and not made by looking")
  func absent() {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-\(UUID().uuidString)/a/b")
    let status = FolderStatus(folder)
    #expect(!status.exists && status.isWritable)
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test("A file in the way makes it impossible")
  func file() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-\(UUID().uuidString)")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    for folder in [file, file.appendingPathComponent("runs")] {
      #expect(!FolderStatus(folder).isWritable)
      #expect(!FolderStatus(folder).exists)
    }
  }
}
