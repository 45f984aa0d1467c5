import HebbData
import Testing

@Suite("Image sets")
struct ImageSetTests {
  private let set = ImageSet(
    channels: 2, height: 2, width: 3, pixels: Array(1...36), labels: [4, 5, 6])

  @Test("The number of images is that of the labels")
  func count() {
    #expect(set.count == 3)
    #expect(set.imageSize == 12)
    #expect(Array(set.pixels(ofImage: 1)) == Array(13...24))
  }

  @Test("A prefix takes images and labels together, and no more than there are", arguments: [0, 1, 2, 3, 9])
  func prefix(length: Int) {
    let prefix = set.prefix(length)
    let expected = min(length, 3)
    #expect(prefix.count == expected)
    #expect(prefix.labels == Array([4, 5, 6].prefix(expected)))
    #expect(prefix.pixels == Array(set.pixels.prefix(expected * 12)))
  }

  @Test(
    "Padding puts each plane in the middle of zeros",
    arguments: [(2, 3), (4, 5), (3, 3), (2, 4), (3, 6), (7, 8)])
  func padding(height: Int, width: Int) {
    let padded = set.padded(toHeight: height, width: width)
    #expect(padded.shape == [3, 2, height, width])
    #expect(padded.labels == set.labels)
    let (top, left) = ((height - 2) / 2, (width - 3) / 2)
    for plane in 0..<6 {
      for row in 0..<height {
        for column in 0..<width {
          let inside = (top..<top + 2).contains(row) && (left..<left + 3).contains(column)
          let expected = inside ? set.pixels[(plane * 2 + row - top) * 3 + column - left] : 0
          #expect(padded.pixels[(plane * height + row) * width + column] == expected)
        }
      }
    }
  }

  @Test("Padding 28 × 28 to 32 × 32 leaves two black pixels on every side")
  func digitPadding() {
    let digit = ImageSet(channels: 1, height: 28, width: 28, pixels: [UInt8](repeating: 9, count: 784), labels: [0])
    let padded = digit.padded(toHeight: 32, width: 32)
    for row in 0..<32 {
      for column in 0..<32 {
        let inside = (2..<30).contains(row) && (2..<30).contains(column)
        #expect(padded.pixels[row * 32 + column] == (inside ? 9 : 0))
      }
    }
  }
}
