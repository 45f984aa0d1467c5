import Foundation
import TestSupport
import Testing

@testable import HebbData

@Suite("Writing files piece by piece")
struct OutputFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("Writing goes on after the bytes that are kept", arguments: [0, 2, 4])
  func continuing(kept: Int) throws {
    let file = try folder.write([1, 2, 3, 4], to: "file")
    let output = try OutputFile(file, keepingBytes: kept)
    for piece: [UInt8] in [[10, 11], [], [12]] { try piece.withUnsafeBytes { try output.write($0) } }
    try output.sync()
    #expect([UInt8](try Data(contentsOf: file)) == [1, 2, 3, 4].prefix(kept) + [10, 11, 12])
  }

  @Test("A folder that does not exist is a problem naming the file")
  func noFolder() {
    expectProblem(mentioning: "nowhere/file") {
      try OutputFile(folder.url.appendingPathComponent("nowhere/file"), keepingBytes: 0)
    }
  }
}
