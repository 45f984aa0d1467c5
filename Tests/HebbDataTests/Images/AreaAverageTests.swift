import Foundation
import Testing

@testable import HebbData

@Suite("Shrinking by area averaging")
struct AreaAverageTests {
  private func shrunk(_ image: [Float], side: Int, to newSide: Int) -> [Float] {
    var target = [Float](repeating: .nan, count: newSide * newSide)
    target.withUnsafeMutableBufferPointer { AreaAverage(side: side, newSide: newSide).shrink(image, into: $0) }
    return target
  }

  /// Each old pixel is cut into newSide × newSide pieces, of which side × side make a new pixel.
  private func reference(_ image: [Float], side: Int, to newSide: Int) -> [Float] {
    (0..<newSide * newSide).map { index in
      var sum = 0.0
      for y in 0..<side {
        for x in 0..<side {
          let (oldY, oldX) = ((index / newSide * side + y) / newSide, (index % newSide * side + x) / newSide)
          sum += Double(image[oldY * side + oldX])
        }
      }
      return Float(sum / Double(side * side))
    }
  }

  private func pattern(_ side: Int) -> [Float] { (0..<side * side).map { Float($0 &* 2_654_435_761 >> 8 & 255) / 255 } }

  @Test(
    "It agrees with pixels cut into pieces",
    arguments: [(1, 1), (2, 1), (3, 2), (5, 3), (7, 7), (15, 4), (105, 28), (105, 14), (105, 104)])
  func pieces(side: Int, newSide: Int) {
    let image = pattern(side)
    for (found, expected) in zip(shrunk(image, side: side, to: newSide), reference(image, side: side, to: newSide)) {
      #expect(abs(found - expected) < 1e-5)
    }
  }

  @Test("The mean and even images stay what they were", arguments: [(105, 28), (105, 14), (9, 4)])
  func mean(side: Int, newSide: Int) {
    func mean(_ image: [Float]) -> Float { image.reduce(0, +) / Float(image.count) }
    let image = pattern(side)
    #expect(abs(mean(image) - mean(shrunk(image, side: side, to: newSide))) < 1e-5)
    let even = [Float](repeating: 1, count: side * side)
    #expect(shrunk(even, side: side, to: newSide).allSatisfy { abs($0 - 1) < 1e-5 })
  }

  @Test("At the same side nothing changes")
  func identity() {
    #expect(shrunk(pattern(6), side: 6, to: 6) == pattern(6))
  }
}
