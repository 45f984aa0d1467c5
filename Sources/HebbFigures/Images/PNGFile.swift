import CPNG
public import Foundation
import HebbSupport

/// Portable Network Graphics, through libpng's simplified interface.
public enum PNGFile {
  /// The bytes of a PNG file holding `image`: 8-bit RGB in the sRGB colour space.
  ///
  /// - Throws: `Problem` if the picture has no pixels, or more than the format or memory can hold.
  public static func encode(_ image: RasterImage) throws -> Data {
    guard let width = UInt32(exactly: image.width), let height = UInt32(exactly: image.height), width > 0, height > 0
    else { throw failure(image, "a PNG needs at least one pixel in each direction") }

    var header = png_image()
    header.version = png_uint_32(PNG_IMAGE_VERSION)
    header.width = width
    header.height = height
    header.format = png_uint_32(PNG_FORMAT_FLAG_COLOR)
    // Releases what libpng may have allocated when it stopped at an error; harmless after success.
    defer { png_image_free(&header) }

    // Deflate may enlarge incompressible rows a little; this bound makes one pass enough for every picture.
    var capacity = png_alloc_size_t(image.pixels.count + image.height + image.pixels.count / 100 + 4096)
    var data = Data(count: Int(capacity))
    let written = data.withUnsafeMutableBytes { bytes in
      png_image_write_to_memory(&header, bytes.baseAddress, &capacity, 0, image.pixels, 0, nil)
    }
    guard written != 0 else {
      let message = withUnsafeBytes(of: header.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      throw failure(image, message)
    }
    return data.prefix(Int(capacity))
  }

  /// The size in pixels that a file's first bytes tell; nil if it is no PNG.
  public static func size(of file: Data) -> (width: Int, height: Int)? {
    let head = [UInt8](file.prefix(24))
    guard head.count == 24, head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
    func number(_ place: Int) -> Int { head[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    return (number(16), number(20))
  }

  /// Writes `image` to a file, whole or not at all.
  ///
  /// - Throws: `Problem` if the picture cannot be encoded or the file not written.
  public static func write(_ image: RasterImage, to url: URL) throws {
    try AtomicFile.write(encode(image), to: url)
  }

  private static func failure(_ image: RasterImage, _ reason: String) -> Problem {
    Problem(
      "A picture of \(image.width) by \(image.height) pixels cannot be written as PNG: \(reason)",
      advice: "Draw fewer or smaller tiles.")
  }
}
