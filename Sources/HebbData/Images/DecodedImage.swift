import Foundation
import HebbSupport

/// One image file, decoded to 8 bits per channel.
struct DecodedImage: Sendable {
  /// 1 (grey) or 3 (red, green, blue).
  let channels: Int
  let height: Int
  let width: Int
  /// Planar: `[channels, height, width]`.
  let pixels: [UInt8]

  /// File name extensions, in lower case, that can be decoded.
  static let extensions: Set<String> = ["png", "jpg", "jpeg"]

  /// Decodes a PNG or JPEG file, told apart by the name's extension.
  ///
  /// - Throws: `Problem` naming the file and the decoder's reason.
  init(contentsOf file: URL) throws {
    self = try file.pathExtension.lowercased() == "png" ? PNGDecoder.decode(file) : JPEGDecoder.decode(file)
  }

  /// - Parameter interleaved: `[height, width, channels]`, as decoders deliver it.
  init(channels: Int, height: Int, width: Int, interleaved: [UInt8]) {
    (self.channels, self.height, self.width) = (channels, height, width)
    guard channels > 1 else {
      pixels = interleaved
      return
    }
    let area = height * width
    pixels = [UInt8](unsafeUninitializedCapacity: channels * area) { planes, count in
      interleaved.withUnsafeBufferPointer { source in
        for channel in 0..<channels {
          for position in 0..<area { planes[channel * area + position] = source[position * channels + channel] }
        }
      }
      count = channels * area
    }
  }

  /// The pixels with grey repeated over `channels` planes where there are fewer.
  func pixels(overChannels channels: Int) -> [UInt8] {
    self.channels == channels ? pixels : Array(repeatElement(pixels, count: channels).joined())
  }

  /// The longest side that is decoded: networks here see far smaller images, and a damaged header may claim anything.
  static let largestSide = 4096

  /// - Throws: `Problem` if a header claims a size that no image of a data set has.
  static func check(height: Int, width: Int, of file: URL) throws {
    guard (1...largestSide).contains(height), (1...largestSide).contains(width) else {
      throw Problem(
        "this image claims to be \(height) × \(width) (height × width)", at: file.path,
        advice: "Scale it to at most \(largestSide) on each side, or remove the file.")
    }
  }

  /// The problem every decoder reports in the same words.
  static func unreadable(_ file: URL, _ kind: String, because reason: String) -> Problem {
    Problem(
      "this \(kind) image cannot be read: \(reason)", at: file.path,
      advice: "Replace or remove the file; opening it in an image viewer shows whether it is whole.")
  }
}
