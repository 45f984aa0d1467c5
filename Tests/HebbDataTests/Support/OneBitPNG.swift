import CZlib
import Foundation

/// Grey PNG files of one bit per pixel, which libpng's simplified interface reads but does not write.
///
/// > Reference: W3C, "Portable Network Graphics Specification (Second Edition)", sections 5.3 and 11.2.2.
enum OneBitPNG {
  /// - Parameter isWhite: row by row.
  static func bytes(_ isWhite: [Bool], height: Int, width: Int) -> [UInt8] {
    var rows: [UInt8] = []
    for y in 0..<height {
      rows.append(0)  // no filter
      for start in stride(from: 0, to: width, by: 8) {
        let bits = (start..<start + 8).map { $0 < width && isWhite[y * width + $0] }
        rows.append(bits.reduce(0) { $0 << 1 | ($1 ? 1 : 0) })
      }
    }
    var deflated = [UInt8](repeating: 0, count: Int(compressBound(uLong(rows.count))))
    var size = uLongf(deflated.count)
    compress(&deflated, &size, rows, uLong(rows.count))
    return [0x89] + Array("PNG\r\n\u{1A}\n".utf8)
      + chunk("IHDR", number(width) + number(height) + [1, 0, 0, 0, 0])
      + chunk("IDAT", Array(deflated.prefix(Int(size)))) + chunk("IEND", [])
  }

  private static func chunk(_ kind: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(kind.utf8) + content
    return number(content.count) + body + number(Int(crc32(0, body, uInt(body.count))))
  }

  private static func number(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 255) } }
}
