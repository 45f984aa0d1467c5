import Foundation
import TestSupport
import Testing

@testable import HebbData

@Suite("Unpacking archives")
struct ArchiveUnpackerTests {
  private let folder: TemporaryFolder
  private let contents = ArchiveContents(folder: "set", files: ["a.bin", "b.bin"])
  private var archive: URL { folder.url.appendingPathComponent("set.tar.gz") }

  init() throws { folder = try TemporaryFolder() }

  private func unpack(_ members: TarArchive.Member...) throws {
    try TarArchive.write(members, to: archive)
    try ArchiveUnpacker.unpack(archive, contents, into: folder.url)
  }

  private func content(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.url.appendingPathComponent(path)))
  }

  @Test("The expected files are taken out, everything else stays in the archive")
  func expectedFiles() throws {
    let long = (0..<700_000).map { UInt8(truncatingIfNeeded: $0 / 3) }
    try unpack(
      .folder("set/"), .file("set/readme.html", [1]), .file("./set/a.bin", long), .file("other/a.bin", [2]),
      .file("set/b.bin", []), .file("a.bin", [3]))
    #expect(try folder.names() == ["set", "set.tar.gz"])
    #expect(try folder.names(in: "set") == ["a.bin", "b.bin"])
    #expect(try content("set/a.bin") == long)
    #expect(try content("set/b.bin") == [])
  }

  @Test("Paths that climb out, absolute paths and foreign links write nothing")
  func traversal() throws {
    let outside = folder.url.deletingLastPathComponent().appendingPathComponent("evil-\(UUID().uuidString)")
    try unpack(
      .file("../\(outside.lastPathComponent)", [1]), .file("set/../../\(outside.lastPathComponent)", [1]),
      .file(outside.path, [1]), .symbolicLink("set/link", to: "/etc"), .file("set/link/evil", [1]),
      .symbolicLink("set", to: "/tmp"), .file("set/a.bin", [5]), .file("set/b.bin", [6]))
    #expect(!FileManager.default.fileExists(atPath: outside.path))
    #expect(try folder.names(in: "set") == ["a.bin", "b.bin"])
    #expect(try content("set/a.bin") == [5])
  }

  @Test("An expected file that is a link is refused, and leaves nothing behind")
  func links() throws {
    expectProblem(mentioning: "set/a.bin", "regular file") {
      try unpack(.symbolicLink("set/a.bin", to: "/etc/passwd"), .file("set/b.bin", [6]))
    }
    expectProblem(mentioning: "set/b.bin", "regular file") {
      try unpack(.file("set/a.bin", [6]), .hardLink("set/b.bin", to: "set/a.bin"))
    }
    #expect(try folder.names() == ["set.tar.gz"])
  }

  @Test("An archive that lacks a file is a problem naming it, and an older folder stays")
  func missingMember() throws {
    try folder.write([1], to: "set/a.bin")
    expectProblem(mentioning: "set.tar.gz", "set/b.bin") { try unpack(.file("set/a.bin", [6])) }
    #expect(try content("set/a.bin") == [1])
    #expect(try folder.names() == ["set", "set.tar.gz"])
  }

  @Test("A complete archive replaces an older, incomplete folder")
  func replacement() throws {
    try folder.write([1], to: "set/a.bin")
    try folder.write([1], to: "set/stale.bin")
    try unpack(.file("set/a.bin", [7]), .file("set/b.bin", [8]))
    #expect(try folder.names(in: "set") == ["a.bin", "b.bin"])
    #expect(try content("set/a.bin") == [7])
  }

  @Test("A truncated archive and a file that is none are problems naming them")
  func damaged() throws {
    let noise = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 11) }
    try TarArchive.write([.file("set/a.bin", noise), .file("set/b.bin", [1])], to: archive)
    let whole = try Data(contentsOf: archive)
    try folder.write(whole.prefix(whole.count / 2), to: "set.tar.gz")
    expectProblem(mentioning: "set.tar.gz", "cannot be read") {
      try ArchiveUnpacker.unpack(archive, contents, into: folder.url)
    }
    try folder.write(Array("<html>".utf8), to: "set.tar.gz")
    expectProblem(mentioning: "set.tar.gz") { try ArchiveUnpacker.unpack(archive, contents, into: folder.url) }
    #expect(try folder.names() == ["set.tar.gz"])
  }
}
