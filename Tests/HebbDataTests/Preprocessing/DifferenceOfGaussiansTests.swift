import Foundation
import HebbData
import HebbSupport
import HebbTensor
import Testing

@Suite("DifferenceOfGaussians")
struct DifferenceOfGaussiansTests {
  @Test("Even light gives nothing, up to the border")
  func constant() throws {
    let shape = ImageShape(channels: 2, height: 9, width: 5)
    var image = [Float](repeating: 3, count: shape.count)
    try DifferenceOfGaussians().apply(to: &image, count: 1, shape: shape)
    #expect(image.allSatisfy { abs($0) < 1e-5 })
  }

  @Test("A spot of light excites its place and inhibits the ring around it, alike in all directions")
  func spot() throws {
    let shape = ImageShape(channels: 1, height: 17, width: 17)
    var image = [Float](repeating: 0, count: shape.count)
    image[8 * 17 + 8] = 1
    try DifferenceOfGaussians().apply(to: &image, count: 1, shape: shape)
    func value(_ row: Int, _ column: Int) -> Float { image[row * 17 + column] }
    #expect(value(8, 11) < 0)
    #expect(abs(value(8, 11) - value(11, 8)) < 1e-7)
    #expect(abs(value(8, 5) - value(8, 11)) < 1e-7)
    // Centre of both Gaussians: 1 / 2πσ², apart from what is cut off.
    let peak: Float = (1 - 0.25) / (2 * .pi)
    #expect(abs(value(8, 8) - peak) < 2e-3)
  }

  @Test("The filter equals two plain two-dimensional sums", arguments: [(1, 1), (1, 4), (5, 7), (16, 3)])
  func plainSums(size: (Int, Int)) throws {
    let shape = ImageShape(channels: 2, height: size.0, width: size.1)
    let images = randomImages(2, shape).map { Float($0) / 255 }
    let filter = try DifferenceOfGaussians(centre: 0.8, surround: 1.5)
    var filtered = images
    filter.apply(to: &filtered, count: 2, shape: shape)
    let radius = Int((3 * filter.surround).rounded(.up))
    for plane in 0..<4 {
      for row in 0..<shape.height {
        for column in 0..<shape.width {
          let expected = [filter.centre, filter.surround].map { sigma in
            var (sum, norm) = (0.0, 0.0)
            for y in max(0, row - radius)...min(shape.height - 1, row + radius) {
              for x in max(0, column - radius)...min(shape.width - 1, column + radius) {
                let square = (y - row) * (y - row) + (x - column) * (x - column)
                let weight = exp(-Double(square) / (2 * sigma * sigma))
                sum += weight * Double(images[(plane * shape.height + y) * shape.width + x])
                norm += weight
              }
            }
            return sum / norm
          }
          let value = Double(filtered[(plane * shape.height + row) * shape.width + column])
          #expect(abs(value - (expected[0] - expected[1])) < 1e-5)
        }
      }
    }
  }

  @Test(
    "Widths that make no centre and surround are refused",
    arguments: [(0, 1), (-1, 2), (2, 2), (2, 1), (Double.nan, 2), (1, Double.nan), (1, .infinity)])
  func mistakes(widths: (Double, Double)) {
    #expect(throws: Problem.self) { try DifferenceOfGaussians(centre: widths.0, surround: widths.1) }
  }
}
