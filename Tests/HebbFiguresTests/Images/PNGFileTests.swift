import CPNG
import Foundation
import HebbFigures
import HebbSupport
import Testing

@Suite("PNG files") struct PNGFileTests {
  /// A picture whose samples all differ from their neighbours.
  static func pattern(_ width: Int, _ height: Int) -> RasterImage {
    let samples = (0..<(3 * width * height)).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 / 5) }
    return RasterImage(width: width, height: height, pixels: samples)
  }

  @Test("What is encoded is decoded again, for awkward sizes", arguments: [(1, 1), (1, 7), (7, 1), (13, 5), (64, 33)])
  func roundTrip(width: Int, height: Int) throws {
    let image = Self.pattern(width, height)
    #expect(try decode(PNGFile.encode(image)) == image)
  }

  @Test("Incompressible noise fits into the one-pass buffer")
  func noise() throws {
    var state: UInt64 = 1
    let samples = (0..<(3 * 97 * 101)).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 56)
    }
    let image = RasterImage(width: 97, height: 101, pixels: samples)
    #expect(try decode(PNGFile.encode(image)) == image)
  }

  @Test("The same picture gives the same bytes, beginning with the PNG signature")
  func signature() throws {
    let data = try PNGFile.encode(Self.pattern(4, 4))
    #expect(Array(data.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    #expect(try PNGFile.encode(Self.pattern(4, 4)) == data)
    #expect(data.startIndex == 0)
  }

  @Test("A picture without pixels is a problem, not a crash", arguments: [(0, 0), (0, 3), (3, 0)])
  func noPixels(width: Int, height: Int) {
    #expect(throws: Problem.self) { try PNGFile.encode(RasterImage(width: width, height: height)) }
  }

  @Test("A file holds the encoded picture; an absent folder is a problem that names the file")
  func file() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    let url = folder.appendingPathComponent("fields.png")
    let problem = #expect(throws: Problem.self) { try PNGFile.write(Self.pattern(3, 3), to: url) }
    #expect(problem?.what.contains(url.path) == true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try PNGFile.write(Self.pattern(3, 3), to: url)
    #expect(try Data(contentsOf: url) == PNGFile.encode(Self.pattern(3, 3)))
  }

  private func decode(_ data: Data) throws -> RasterImage {
    var header = png_image()
    header.version = png_uint_32(PNG_IMAGE_VERSION)
    defer { png_image_free(&header) }
    let begun = data.withUnsafeBytes { png_image_begin_read_from_memory(&header, $0.baseAddress, $0.count) }
    try #require(begun != 0)
    #expect(header.format == png_uint_32(PNG_FORMAT_FLAG_COLOR), "8-bit RGB in the file")
    var samples = [UInt8](repeating: 0, count: Int(3 * header.width * header.height))
    try #require(png_image_finish_read(&header, nil, &samples, 0, nil) != 0)
    return RasterImage(width: Int(header.width), height: Int(header.height), pixels: samples)
  }
}
