import Foundation
import HebbSupport
import TestSupport
import Testing

@testable import HebbData

@Suite("Checksums of files")
struct FileDigestTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("The digest of three bytes is the one of FIPS 180-4")
  func knownDigest() throws {
    let file = try folder.write(Array("abc".utf8), to: "abc")
    #expect(
      try FileDigest.sha256(of: file) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("Reading in pieces gives the digest of the whole", arguments: [0, 1, 1 << 20, 1 << 20 + 1, 3_000_000])
  func pieces(size: Int) throws {
    let bytes = [UInt8](repeating: 7, count: size)
    let file = try folder.write(bytes, to: "file")
    #expect(try FileDigest.sha256(of: file) == bytes.withUnsafeBytes(SHA256Digest.hash))
  }

  @Test("A missing file is a problem naming it")
  func missing() {
    expectProblem(mentioning: "nothing.bin") {
      try FileDigest.sha256(of: folder.url.appendingPathComponent("nothing.bin"))
    }
  }
}
