import CPNG
import Foundation

/// PNG through libpng's simplified interface, which reports errors by return value (the full interface uses `setjmp`,
/// which Swift cannot cross).
enum PNGDecoder {
  /// Decodes to grey or RGB at 8 bits; palettes and 16 bits are converted, transparency is laid over black.
  static func decode(_ file: URL) throws -> DecodedImage {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    defer { png_image_free(&image) }
    guard png_image_begin_read_from_file(&image, file.path) != 0 else { throw unreadable(file, image) }

    let isColoured = image.format & png_uint_32(PNG_FORMAT_FLAG_COLOR) != 0
    image.format = isColoured ? png_uint_32(PNG_FORMAT_FLAG_COLOR) : 0
    let (channels, height, width) = (isColoured ? 3 : 1, Int(image.height), Int(image.width))
    try DecodedImage.check(height: height, width: width, of: file)
    // Without a background colour, libpng lays transparent pixels over what the buffer already holds: zeros.
    var interleaved = [UInt8](repeating: 0, count: channels * height * width)
    guard png_image_finish_read(&image, nil, &interleaved, png_int_32(channels * width), nil) != 0 else {
      throw unreadable(file, image)
    }
    return DecodedImage(channels: channels, height: height, width: width, interleaved: interleaved)
  }

  private static func unreadable(_ file: URL, _ image: png_image) -> any Error {
    let reason = withUnsafeBytes(of: image.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    return DecodedImage.unreadable(file, "PNG", because: reason)
  }
}
