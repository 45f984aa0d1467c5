import Foundation
import TestSupport
import Testing

@testable import HebbData

extension DecodedImage {
  fileprivate var shape: [Int] { [channels, height, width] }
}

@Suite("Decoding image files")
struct DecodedImageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("A colour PNG becomes red, green and blue planes, bit for bit")
  func colourPNG() throws {
    let pixels: [UInt8] = [1, 2, 3, 11, 12, 13, 21, 22, 23, 31, 32, 33, 41, 42, 43, 51, 52, 53]
    let file = try folder.write(ImageFixtures.png(pixels, height: 2, width: 3, channels: 3), to: "a.png")
    let image = try DecodedImage(contentsOf: file)
    #expect(image.shape == [3, 2, 3])
    #expect(image.pixels == [1, 11, 21, 31, 41, 51, 2, 12, 22, 32, 42, 52, 3, 13, 23, 33, 43, 53])
  }

  @Test("A grey PNG has one plane, and repeats it where three are asked for")
  func greyPNG() throws {
    let file = try folder.write(ImageFixtures.png([0, 100, 255], height: 3, width: 1, channels: 1), to: "a.PNG")
    let image = try DecodedImage(contentsOf: file)
    #expect(image.shape == [1, 3, 1])
    #expect(image.pixels == [0, 100, 255])
    #expect(image.pixels(overChannels: 3) == [0, 100, 255, 0, 100, 255, 0, 100, 255])
    #expect(image.pixels(overChannels: 1) == image.pixels)
  }

  @Test("A grey PNG of one bit per pixel becomes 0 and 255", arguments: [1, 3, 8, 9, 105])
  func oneBit(width: Int) throws {
    let isWhite = (0..<3 * width).map { $0 % 5 < 2 }
    let bytes = OneBitPNG.bytes(isWhite, height: 3, width: width)
    let image = try DecodedImage(contentsOf: try folder.write(bytes, to: "a.png"))
    #expect(image.shape == [1, 3, width])
    #expect(image.pixels == isWhite.map { $0 ? 255 : 0 })
    #expect(try PNGDecoder.decode(bytes, of: folder.url).pixels == image.pixels)
  }

  @Test("A PNG's content that ends early or is empty is a problem naming its place")
  func truncatedContent() throws {
    let bytes = OneBitPNG.bytes((0..<400).map { $0 % 7 < 3 }, height: 20, width: 20)
    for count in [0, 5, 30, bytes.count / 2] {
      expectProblem(mentioning: "a.zip/b.png", "cannot be read") {
        try PNGDecoder.decode(Array(bytes.prefix(count)), of: URL(fileURLWithPath: "/a.zip/b.png"))
      }
    }
  }

  @Test("Transparent pixels of a PNG are laid over black")
  func transparency() throws {
    let pixels: [UInt8] = [200, 100, 50, 255, 200, 100, 50, 0]
    let file = try folder.write(ImageFixtures.png(pixels, height: 1, width: 2, channels: 4), to: "a.png")
    #expect(try DecodedImage(contentsOf: file).pixels == [200, 0, 100, 0, 50, 0])
  }

  @Test("A colour JPEG becomes three planes", arguments: ["a.jpg", "a.jpeg", "a.JPG"])
  func colourJPEG(name: String) throws {
    let file = try folder.write(ImageFixtures.jpeg([200, 30, 90], height: 5, width: 7), to: name)
    let image = try DecodedImage(contentsOf: file)
    #expect(image.shape == [3, 5, 7])
    for (plane, colour) in [200, 30, 90].enumerated() {
      #expect(image.pixels[plane * 35..<plane * 35 + 35].allSatisfy { abs(Int($0) - colour) <= 3 })
    }
  }

  @Test("A grey JPEG has one plane")
  func greyJPEG() throws {
    let file = try folder.write(ImageFixtures.jpeg([77], height: 4, width: 3), to: "a.jpg")
    let image = try DecodedImage(contentsOf: file)
    #expect(image.shape == [1, 4, 3])
    #expect(image.pixels.allSatisfy { abs(Int($0) - 77) <= 1 })
  }

  @Test("A file that is no image is a problem naming it", arguments: ["broken.png", "broken.jpg"])
  func notAnImage(name: String) throws {
    let file = try folder.write(Array("not an image".utf8), to: name)
    expectProblem(mentioning: name, "cannot be read") { try DecodedImage(contentsOf: file) }
    let empty = try folder.write([], to: "empty-\(name)")
    expectProblem(mentioning: "empty-\(name)") { try DecodedImage(contentsOf: empty) }
    expectProblem(mentioning: "absent-\(name)") {
      try DecodedImage(contentsOf: folder.url.appendingPathComponent("absent-\(name)"))
    }
  }

  @Test("An image file that ends early is a problem naming it")
  func truncated() throws {
    let noise = (0..<3072).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 7) }
    let png = try ImageFixtures.png(noise, height: 32, width: 32, channels: 3)
    let cutPNG = try folder.write(png.prefix(png.count / 2), to: "cut.png")
    expectProblem(mentioning: "cut.png") { try DecodedImage(contentsOf: cutPNG) }
    let jpeg = try ImageFixtures.jpeg([1, 2, 3], height: 64, width: 64)
    let cutJPEG = try folder.write(jpeg.prefix(jpeg.count - 20), to: "cut.jpg")
    expectProblem(mentioning: "cut.jpg") { try DecodedImage(contentsOf: cutJPEG) }
  }
}
