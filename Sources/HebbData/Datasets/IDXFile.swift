import Foundation
import HebbSupport

/// An array of bytes in the IDX format of MNIST: two zero bytes, the element type (8 for unsigned bytes), the number of
/// axes, their lengths as 32-bit big-endian numbers, then the elements in row-major order. May be gzip-compressed.
///
/// > Reference: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits", section "File formats".
struct IDXFile {
  let shape: [Int]
  let elements: [UInt8]

  /// - Parameter axes: how many axes the file must have (images 3, labels 1).
  /// - Throws: `Problem` for a wrong magic number, sizes that do not match, and damaged or truncated files.
  init(contentsOf file: URL, axes: Int) throws {
    let input = try GzipInput(file)
    let magic = try input.read(4)
    guard magic == [0, 0, 8, UInt8(axes)] else {
      throw Problem(
        "expected an IDX file of bytes with \(axes) axes (magic number \(hex([0, 0, 8, UInt8(axes)]))) "
          + "and found \(magic.isEmpty ? "an empty file" : hex(magic))", at: file.path,
        advice: "The file is of another kind or damaged, or images and labels are swapped: download it again.")
    }
    let lengths = try input.read(4 * axes)
    guard lengths.count == 4 * axes else { throw Self.truncated(file, "its header") }
    shape = (0..<axes).map { axis in lengths[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) } }

    // A damaged header must not ask for more memory than the file can fill: deflate shrinks at most 1,032-fold.
    let size = (try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int) ?? 0
    let (count, overflow) = shape.reduce((1, false)) { product, length in
      let (value, overflow) = product.0.multipliedReportingOverflow(by: length)
      return (value, product.1 || overflow)
    }
    guard !overflow, count / 1032 <= size else {
      throw Problem(
        "its header declares \(shape.map(String.init).joined(separator: " × ")) bytes, more than a file of \(size) bytes "
          + "can hold", at: file.path, advice: "The file is truncated or damaged: download it again.")
    }
    elements = try input.read(count)
    guard elements.count == count else {
      throw Self.truncated(file, "\(elements.count) of the \(count) bytes its header declares")
    }
    guard try input.read(1).isEmpty else {
      throw Problem(
        "the file goes on after the \(count) bytes its header declares", at: file.path,
        advice: "The file is damaged: download it again.")
    }
  }

  private static func truncated(_ file: URL, _ where: String) -> Problem {
    Problem("the file is truncated: it ends within or after \(`where`)", at: file.path, advice: "Download it again.")
  }
}

/// "00 00 08 03".
private func hex(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
}
