import Foundation

/// The book in a file of Project Gutenberg, without the header and the licence around it.
///
/// > Reference: Project Gutenberg, <https://www.gutenberg.org>: every file has the lines
/// > "*** START OF THE PROJECT GUTENBERG EBOOK … ***" and "*** END OF …", in older ones "THIS" and without a space.
public enum GutenbergText {
  /// Header and licence are shorter than this; markers are looked for that near to the ends only.
  private static let margin = 1 << 16

  /// A text as it is learned: without a byte order mark, with line feeds for the line ends of Windows, and, if it comes
  /// from Project Gutenberg, without all that stands up to its first marker line and from its last one on.
  public static func body(of text: String) -> String {
    Array(text.utf8).withUnsafeBytes { bytes in
      let body = UnsafeRawBufferPointer(rebasing: bytes[range(in: bytes)])
      return String(decoding: withoutCarriageReturns(body) ?? Array(body), as: UTF8.self)
    }
  }

  /// Where the book is; without the blank lines around it if there was a marker.
  static func range(in bytes: UnsafeRawBufferPointer) -> Range<Int> {
    var (start, end) = (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0, bytes.count)
    if let marker = line(startingWith: "START OF TH", from: start, to: min(start + margin, end), in: bytes) {
      start = self.end(ofMarker: marker, in: bytes)
      while start < end, isNewline(bytes[start]) { start += 1 }
    }
    let tail = end - start > margin ? lineEnd(from: end - margin, in: bytes) : start
    if let marker = line(startingWith: "END OF TH", from: tail, to: end, in: bytes) {
      end = trimmed(start..<marker.lowerBound, in: bytes)
      end = trimmed(start..<self.start(ofFarewell: start..<end, in: bytes), in: bytes)
      // The line end of the book's last line is its own.
      if end < bytes.count, bytes[end] == carriageReturn { end += 1 }
      if end < bytes.count, bytes[end] == newline { end += 1 }
    }
    return start..<end
  }

  /// The bytes with CR LF replaced by LF; nil if there is no CR LF.
  static func withoutCarriageReturns(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
    func next(from: Int) -> Int? {
      var from = from
      while from < bytes.count, let base = bytes.baseAddress,
        let found = memchr(base + from, Int32(carriageReturn), bytes.count - from)
      {
        let at = UnsafeRawPointer(found) - base
        if at + 1 < bytes.count, bytes[at + 1] == newline { return at }
        from = at + 1
      }
      return nil
    }
    guard var found = next(from: 0) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var copied = 0
    while true {
      result.append(contentsOf: bytes[copied..<found])
      copied = found + 1
      guard let following = next(from: copied) else { break }
      found = following
    }
    result.append(contentsOf: bytes[copied...])
    return result
  }

  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  private static func isNewline(_ byte: UInt8) -> Bool { byte == newline || byte == carriageReturn }

  /// The first line that begins with "***", perhaps a space, and `words`, and names Project Gutenberg; lines are looked at
  /// that begin in from..<to, of which `from` is the beginning of one.
  private static func line(
    startingWith words: String, from: Int, to: Int, in bytes: UnsafeRawBufferPointer
  ) -> Range<Int>? {
    var start = from
    while start < to {
      let end = lineEnd(from: start, in: bytes)
      if bytes[start] == UInt8(ascii: "*"), end - start < 512 {
        let line = String(decoding: bytes[start..<end], as: UTF8.self).uppercased()
        if line.hasPrefix("***"), line.drop(while: { $0 == "*" || $0 == " " }).hasPrefix(words),
          line.contains("PROJECT GUTENBERG")
        {
          return start..<end
        }
      }
      start = end
    }
    return nil
  }

  /// After the line feed that ends a line.
  private static func lineEnd(from start: Int, in bytes: UnsafeRawBufferPointer) -> Int {
    guard let base = bytes.baseAddress, let found = memchr(base + start, Int32(newline), bytes.count - start) else {
      return bytes.count
    }
    return UnsafeRawPointer(found) - base + 1
  }

  /// A long title makes a marker of two or three lines, up to the one that ends with "***".
  private static func end(ofMarker marker: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Int {
    var end = marker.upperBound
    for _ in 0..<3 {
      let line = trimmed(marker.lowerBound..<end, in: bytes)
      if line - marker.lowerBound > 6, bytes[line - 3..<line].allSatisfy({ $0 == UInt8(ascii: "*") }) { return end }
      guard end < bytes.count else { break }
      end = lineEnd(from: end, in: bytes)
    }
    return marker.upperBound
  }

  /// Where the paragraph "End of the Project Gutenberg EBook of …" begins that stands before the marker in older files;
  /// the end of the range if there is none.
  private static func start(ofFarewell range: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Int {
    var start = range.upperBound
    for _ in 0..<3 {
      guard start > range.lowerBound else { break }
      start = bytes[range.lowerBound..<start - 1].lastIndex(of: newline).map { $0 + 1 } ?? range.lowerBound
      let lines = String(decoding: bytes[start..<min(range.upperBound, start + 512)], as: UTF8.self).lowercased()
      if lines.hasPrefix("end of "), lines.contains("project gutenberg") { return start }
    }
    return range.upperBound
  }

  /// The end of a range without the blanks and line ends there.
  private static func trimmed(_ range: Range<Int>, in bytes: UnsafeRawBufferPointer) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, isNewline(bytes[end - 1]) || bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
    return end
  }
}
