import HebbSupport
import TestSupport
import Testing

@testable import HebbData

@Suite("Checking UTF-8")
struct TextUTF8Tests {
  private func check(_ bytes: [UInt8], mayBeCut: Bool = false) throws {
    try bytes.withUnsafeBytes { bytes in
      try UTF8Text.check(bytes, mayBeCut: mayBeCut, of: "file.txt")
    }
  }

  @Test("Every character is fine, alone and after any number of others, and is read back")
  func valid() throws {
    var scalars: [Unicode.Scalar] = []
    for value in stride(from: UInt32(0), to: 0x11_0000, by: 61) { Unicode.Scalar(value).map { scalars.append($0) } }
    for value: UInt32 in [0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x1_0000, 0x10_FFFF] {
      scalars.append(try #require(Unicode.Scalar(value)))
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    let bytes = Array(String(text).utf8)
    try check(bytes)
    var read: [Unicode.Scalar] = []
    var offsets: [Int] = []
    try bytes.withUnsafeBytes { bytes in
      try UTF8Text.forEachScalar(in: bytes) { scalar, offset in
        read.append(scalar)
        offsets.append(offset)
      }
    }
    #expect(read == scalars)
    #expect(offsets.first == 0 && zip(offsets, offsets.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("The standard library finds the same bytes wrong, for all pairs and many triples")
  func againstStandardLibrary() {
    let edges: [UInt8] = [0, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xFF]
    for first in UInt8.min...UInt8.max {
      for second in edges {
        for third in edges {
          for bytes in [[first, second, third, 0x80], [0x61, first, second, third], [first, second, third]] {
            let isValid = String(validating: bytes, as: UTF8.self) != nil
            #expect(((try? check(bytes)) != nil) == isValid, "\(bytes)")
          }
        }
      }
    }
  }

  @Test(
    "A bad byte is named with line and offset",
    arguments: [
      ([0x61, 0x0A, 0x0A, 0xE9, 0x20], "file.txt:3", "E9 at offset 3"),
      (Array(repeating: 0x61, count: 30) + [0xFF], "file.txt:1", "FF at offset 30"),
      ([0xC0, 0x80], "file.txt:1", "C0 at offset 0"),
      ([0xC3, 0xA9, 0x80], "file.txt:1", "80 at offset 2"),
      ([0xED, 0xA0, 0x80], "file.txt:1", "ED at offset 0"),
      ([0x0A, 0xF0, 0x9D, 0x84], "file.txt:2", "F0 at offset 1"),
    ] as [([UInt8], String, String)])
  func position(bytes: [UInt8], place: String, what: String) {
    expectProblem(mentioning: place, what, "iconv") { try check(bytes) }
  }

  @Test("A cut last character is fine only where it may be cut")
  func cut() throws {
    try check([0x61, 0xF0, 0x9D], mayBeCut: true)
    expectProblem(mentioning: "F0 at offset 1") { try check([0x61, 0xF0, 0x9D]) }
    expectProblem(mentioning: "F0 at offset 1") { try check([0x61, 0xF0, 0x41], mayBeCut: true) }
  }
}
