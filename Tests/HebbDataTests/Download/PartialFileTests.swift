import Foundation
import TestSupport
import Testing

@testable import HebbData

@Suite("Partial files")
struct PartialFileTests {
  private let folder: TemporaryFolder
  private let partial: PartialFile

  init() throws {
    folder = try TemporaryFolder()
    partial = PartialFile(for: "data.gz", in: folder.url)
  }

  @Test("The size is that of what has arrived, 0 before")
  func size() throws {
    #expect(partial.size == 0)
    try folder.write([1, 2, 3], to: "data.gz.partial")
    #expect(partial.size == 3)
  }

  @Test("A strong entity tag is kept for the next run; a weak one or none removes it")
  func entityTags() throws {
    #expect(partial.entityTag == nil)
    for unusable in ["W/\"weak\"", nil, "unquoted"] {
      try partial.setEntityTag("\"strong\"")
      #expect(PartialFile(for: "data.gz", in: folder.url).entityTag == "\"strong\"")
      try partial.setEntityTag(unusable)
      #expect(partial.entityTag == nil)
    }
  }

  @Test("Landing moves the file to its final name and leaves nothing else; removing leaves nothing")
  func ends() throws {
    try folder.write([1, 2, 3], to: "data.gz.partial")
    try partial.setEntityTag("\"tag\"")
    try partial.land(at: folder.url.appendingPathComponent("data.gz"))
    #expect(try folder.names() == ["data.gz"])
    try folder.write([1, 2, 3], to: "data.gz.partial")
    try partial.setEntityTag("\"tag\"")
    partial.remove()
    #expect(try folder.names() == ["data.gz"])
  }
}
