import CPNG
import CTurboJPEG
import CZlib
import Foundation
import Testing

/// Files that the readers under test must understand, made by the C libraries' writers.
enum ImageFixtures {
  /// A PNG file of `[height, width, channels]` bytes, 1 (grey), 3 (RGB) or 4 (RGBA) channels.
  static func png(_ pixels: [UInt8], height: Int, width: Int, channels: Int) throws -> Data {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).png")
    defer { try? FileManager.default.removeItem(at: file) }
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    (image.width, image.height) = (png_uint_32(width), png_uint_32(height))
    let (grey, colour, alpha) = (UInt32(0), UInt32(PNG_FORMAT_FLAG_COLOR), UInt32(PNG_FORMAT_FLAG_ALPHA))
    image.format = try #require([1: grey, 3: colour, 4: colour | alpha][channels])
    try #require(png_image_write_to_file(&image, file.path, 0, pixels, png_int_32(channels * width), nil) != 0)
    return try Data(contentsOf: file)
  }

  /// A JPEG file of one colour at best quality: `colour` has 1 (grey) or 3 (RGB) bytes.
  static func jpeg(_ colour: [UInt8], height: Int, width: Int) throws -> Data {
    let encoder = try #require(tjInitCompress())
    defer { tjDestroy(encoder) }
    let pixels = Array(repeatElement(colour, count: height * width).joined())
    let isGrey = colour.count == 1
    var output: UnsafeMutablePointer<UInt8>?
    var size: UInt = 0
    let status = tjCompress2(
      encoder, pixels, Int32(width), 0, Int32(height), Int32(isGrey ? TJPF_GRAY.rawValue : TJPF_RGB.rawValue), &output,
      &size, Int32(isGrey ? TJSAMP_GRAY.rawValue : TJSAMP_444.rawValue), 100, 0)
    defer { tjFree(output) }
    try #require(status == 0)
    return Data(bytes: try #require(output), count: Int(size))
  }

  static func gzip(_ bytes: [UInt8]) throws -> Data {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).gz")
    defer { try? FileManager.default.removeItem(at: file) }
    let stream = try #require(gzopen(file.path, "wb"))
    try #require(bytes.isEmpty || gzwrite(stream, bytes, UInt32(bytes.count)) == bytes.count)
    try #require(gzclose(stream) == Z_OK)
    return try Data(contentsOf: file)
  }

  /// An IDX file: its magic number, the lengths of its axes, its elements.
  static func idx(_ shape: [Int], _ elements: [UInt8]) -> [UInt8] {
    let lengths = shape.flatMap { length in [24, 16, 8, 0].map { UInt8(length >> $0 & 255) } }
    return [0, 0, 8, UInt8(shape.count)] + lengths + elements
  }
}
