import Foundation
import TestSupport
import Testing

@testable import HebbSupport

@Suite("Reading zip archives")
struct ZipReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private var archive: URL { folder.url.appendingPathComponent("a.zip") }

  private func files(where isWanted: (String) -> Bool = { _ in true }) throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    try ZipReader(archive, largestFile: 1 << 20).forEachFile(where: isWanted) { files[$0] = [UInt8]($1) }
    return files
  }

  /// Bytes that deflate cannot shrink.
  private func noise(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: ($0 &* 7919) >> 5 ^ $0) } }

  @Test("Wanted files come with their path and content, folders do not")
  func contents() throws {
    let long = noise(100_000)
    try ZipFixture.write([("d/", []), ("d/a", [1, 2, 3]), ("d/empty", []), ("ü", long)], to: archive)
    #expect(try files() == ["d/a": [1, 2, 3], "d/empty": [], "ü": long])
    #expect(try files { $0.hasSuffix("a") } == ["d/a": [1, 2, 3]])
  }

  @Test("An archive that is missing, of another kind, or cut off anywhere is a problem naming it")
  func unreadable() throws {
    expectProblem(mentioning: "a.zip", "missing") { try files() }
    try folder.write(Array("not an archive".utf8), to: "a.zip")
    expectProblem(mentioning: "a.zip", "download it again") { try files() }
    try ZipFixture.write([("a", noise(3000)), ("b", noise(500))], to: archive)
    let whole = [UInt8](try Data(contentsOf: archive))
    for count in [0, 1, whole.count / 4, whole.count / 2, whole.count - 30, whole.count - 1] {
      try folder.write(whole.prefix(count), to: "a.zip")
      expectProblem(mentioning: "a.zip", "download it again") { try files() }
    }
  }

  @Test("A flipped bit in a content is noticed by its checksum")
  func damaged() throws {
    let content = noise(3000)
    try ZipFixture.write([("a", content)], to: archive)
    var bytes = [UInt8](try Data(contentsOf: archive))
    bytes[bytes.count / 2] ^= 1
    try folder.write(bytes, to: "a.zip")
    expectProblem(mentioning: "a.zip", "download it again") { try files() }
  }

  @Test("A file that unpacks to more than is expected is a problem, if it is wanted")
  func bomb() throws {
    try ZipFixture.write([("big", [UInt8](repeating: 0, count: 1 << 20 + 1)), ("a", [1])], to: archive)
    expectProblem(mentioning: "a.zip/big", "larger") { try files() }
    #expect(try files { $0 == "a" } == ["a": [1]])
  }
}
