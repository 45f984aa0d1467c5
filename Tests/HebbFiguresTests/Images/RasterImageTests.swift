import HebbFigures
import Testing

@Suite("Raster images") struct RasterImageTests {
  @Test("A new picture is filled with its colour")
  func filled() {
    let color = RasterImage.Color(red: 1, green: 2, blue: 3)
    let image = RasterImage(width: 3, height: 2, filledWith: color)
    #expect(image.pixels == [1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3])
    #expect(image[2, 1] == color)
  }

  @Test("A pixel is written where it is read: column first, row by row in memory")
  func pixel() {
    var image = RasterImage(width: 3, height: 2, filledWith: .black)
    image[2, 1] = .gray(9)
    image[0, 1] = .white
    #expect(image[2, 1] == .gray(9))
    #expect(image.pixels == [0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 0, 0, 0, 9, 9, 9])
    #expect(image == RasterImage(width: 3, height: 2, pixels: image.pixels))
  }

  @Test("A picture without pixels is allowed")
  func empty() {
    #expect(RasterImage(width: 0, height: 5).pixels.isEmpty)
  }
}
