import CPNG
import Foundation

/// PNG through libpng's simplified interface, which reports errors by return value (the full interface uses `setjmp`,
/// which Swift cannot cross).
enum PNGDecoder {
  /// Decodes a file.
  static func decode(_ file: URL) throws -> DecodedImage {
    try decode(from: file) { png_image_begin_read_from_file(&$0, file.path) }
  }

  /// Decodes a file's content, which may lie within an archive.
  ///
  /// - Parameter place: what a problem names.
  static func decode(_ content: [UInt8], of place: URL) throws -> DecodedImage {
    try content.withUnsafeBytes { bytes in
      try decode(from: place) { png_image_begin_read_from_memory(&$0, bytes.baseAddress, bytes.count) }
    }
  }

  /// Decodes to grey or RGB at 8 bits; palettes, 1 to 4 bits and 16 bits are converted, transparency is laid over black.
  private static func decode(from place: URL, _ begin: (inout png_image) -> Int32) throws -> DecodedImage {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    guard begin(&image) != 0 else { throw unreadable(place, image) }

    let isColoured = image.format & png_uint_32(PNG_FORMAT_FLAG_COLOR) != 0
    image.format = isColoured ? png_uint_32(PNG_FORMAT_FLAG_COLOR) : 0
    let (channels, height, width) = (isColoured ? 3 : 1, Int(image.height), Int(image.width))
    try DecodedImage.check(height: height, width: width, of: place)
    // Without a background colour, libpng lays transparent pixels over what the buffer already holds: zeros.
    var interleaved = [UInt8](repeating: 0, count: channels * height * width)
    guard png_image_finish_read(&image, nil, &interleaved, png_int_32(channels * width), nil) != 0 else {
      throw unreadable(place, image)
    }
    return DecodedImage(channels: channels, height: height, width: width, interleaved: interleaved)
  }

  private static func unreadable(_ place: URL, _ image: png_image) -> any Error {
    let reason = withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    return DecodedImage.unreadable(place, "PNG", because: reason)
  }
}
