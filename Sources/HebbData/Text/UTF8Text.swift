import HebbSupport

/// Checking and reading UTF-8 in memory.
///
/// > Reference: The Unicode Standard 16.0, table 3-7, "Well-formed UTF-8 byte sequences".
enum UTF8Text {
  /// Bytes that all are ASCII are skipped this many at a time.
  private static let stride = 8

  /// - Parameter mayBeCut: whether the last character may be incomplete, as in an excerpt of so many bytes.
  /// - Throws: `Problem` with the position of the first byte that belongs to no character.
  /// - Complexity: O(bytes)
  static func check(_ bytes: UnsafeRawBufferPointer, mayBeCut: Bool = false, of file: String) throws(Problem) {
    var at = 0
    while at < bytes.count {
      if at + stride <= bytes.count,
        bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        at += stride
        continue
      }
      switch character(at: at, in: bytes) {
      case .complete(let length): at += length
      case .cut where mayBeCut: return
      case .cut, .wrong: throw problem(at: at, in: bytes, of: file)
      }
    }
  }

  /// Calls `body` with every character and the offset of its first byte. Precondition: `check` found nothing wrong.
  static func forEachScalar(
    in bytes: UnsafeRawBufferPointer, _ body: (Unicode.Scalar, Int) throws(Problem) -> Void
  ) throws(Problem) {
    var at = 0
    while at < bytes.count {
      let first = bytes[at]
      guard first >= 0x80 else {
        try body(Unicode.Scalar(first), at)
        at += 1
        continue
      }
      let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      var value = UInt32(first) & (0x7F >> UInt32(length))
      for next in 1..<length { value = value << 6 | UInt32(bytes[at + next] & 0x3F) }
      try body(Unicode.Scalar(value) ?? "\u{FFFD}", at)
      at += length
    }
  }

  /// The line of a byte, from 1.
  static func line(of offset: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    1 + bytes[..<offset].count { $0 == UInt8(ascii: "\n") }
  }

  private enum Finding {
    case complete(Int)
    /// The bytes end before the character does.
    case cut
    case wrong
  }

  private static func character(at offset: Int, in bytes: UnsafeRawBufferPointer) -> Finding {
    let length: Int
    /// What the second byte may be; all further ones are from 80 to BF.
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch bytes[offset] {
    case 0x00...0x7F: return .complete(1)
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)  // below: two bytes would do
    case 0xED: (length, second) = (3, 0x80...0x9F)  // above: halves of UTF-16 pairs
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)  // below: three bytes would do
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)  // above: after the last code point
    default: return .wrong
    }
    for next in 1..<length {
      guard offset + next < bytes.count else { return .cut }
      guard (next == 1 ? second : 0x80...0xBF).contains(bytes[offset + next]) else { return .wrong }
    }
    return .complete(length)
  }

  private static func problem(at offset: Int, in bytes: UnsafeRawBufferPointer, of file: String) -> Problem {
    let value = String(bytes[offset], radix: 16, uppercase: true)
    return Problem(
      "this is not UTF-8 text: the byte \(value.count < 2 ? "0" : "")\(value) at offset \(offset) begins no character",
      at: "\(file):\(line(of: offset, in: bytes))",
      advice: "Save the file as UTF-8, for example with `iconv -f ISO-8859-1 -t UTF-8 FILE`.")
  }
}
