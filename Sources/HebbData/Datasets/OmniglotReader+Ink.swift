import Foundation
import HebbSupport
import HebbTensor

extension OmniglotReader {
  /// Decodes and shrinks drawings, on all processors: `[drawings, side, side]`.
  ///
  /// - Throws: the `Problem` of the first drawing that has one.
  static func ink(of drawings: [OmniglotListing.Drawing], side: Int) throws -> [Float] {
    let average = AreaAverage(side: Self.side, newSide: side)
    let size = side * side
    var problems = [(any Error)?](repeating: nil, count: drawings.count)
    var ink = [Float](repeating: 0, count: drawings.count * size)
    ink.withUnsafeMutableBufferPointer { ink in
      problems.withUnsafeMutableBufferPointer { problems in
        nonisolated(unsafe) let (ink, problems) = (ink, problems)  // each call writes to a place of its own
        Parallel().forEach(drawings.count) { index, _ in
          do {
            let target = UnsafeMutableBufferPointer(rebasing: ink[index * size..<(index + 1) * size])
            average.shrink(try Self.ink(of: drawings[index]), into: target)
          } catch { problems[index] = error }
        }
      }
    }
    if let problem = problems.lazy.compactMap(\.self).first { throw problem }
    return ink
  }

  /// One drawing, `[105, 105]`: it is black on white, and ink is 1.
  private static func ink(of drawing: OmniglotListing.Drawing) throws -> [Float] {
    let image = try PNGDecoder.decode(drawing.content, of: drawing.place)
    guard (image.channels, image.height, image.width) == (1, side, side) else {
      throw Problem(
        """
        this drawing is \(image.channels == 1 ? "grey" : "coloured"), \(image.height) × \(image.width), and those of \
        Omniglot are grey, \(side) × \(side)
        """, at: drawing.place.path, advice: "Restore the official file.")
    }
    return image.pixels.map { 1 - Float($0) / 255 }
  }

  /// Ink as a byte: 255 where it is full.
  static func byte(_ ink: Float) -> UInt8 { UInt8((min(max(ink, 0), 1) * 255).rounded()) }
}
