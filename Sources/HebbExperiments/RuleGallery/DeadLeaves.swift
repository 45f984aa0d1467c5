import Foundation
import HebbTensor

/// An image of discs of all sizes that hide one another, like leaves on the ground: it has the occlusions, edges and the
/// lack of any scale that photographs have.
///
/// > Reference: A. B. Lee, D. Mumford and J. Huang, "Occlusion models for natural images", Int. J. Computer Vision 41
/// > (2001), with radii of density r⁻³.
struct DeadLeaves {
  let side: Int
  /// Grey values from 0 to 1, `[side, side]`.
  private(set) var pixels: [Float]

  /// In pixels.
  private static let radii: ClosedRange<Float> = 1.5...60
  /// Every pixel is the mean of so many points in each direction, so that edges lie between pixels, too.
  private static let points = 3

  init(side: Int, using random: inout RandomStream) {
    self.side = side
    let fine = side * Self.points
    var canvas = [Float](repeating: 0.5, count: fine * fine)
    // The last disc lies on top; so many cover everything several times.
    for _ in 0..<3 * side * side / 8 {
      let (least, most) = (Self.radii.lowerBound, Self.radii.upperBound)
      // The inverse of the distribution function of the density r⁻³.
      let share = random.uniform()
      let radius = 1 / (1 / (least * least) - share * (1 / (least * least) - 1 / (most * most))).squareRoot()
      let (x, y, scale) = (Float(fine) * random.uniform(), Float(fine) * random.uniform(), Float(Self.points))
      Self.paint(&canvas, side: fine, x, y, scale * radius, grey: random.uniform())
    }
    pixels = (0..<side * side).map { place in
      let (top, left) = (place / side * Self.points, place % side * Self.points)
      let sum = (0..<Self.points * Self.points).reduce(Float(0)) {
        $0 + canvas[(top + $1 / Self.points) * fine + left + $1 % Self.points]
      }
      return sum / Float(Self.points * Self.points)
    }
  }

  private static func paint(
    _ canvas: inout [Float], side: Int, _ x: Float, _ y: Float, _ radius: Float, grey: Float
  ) {
    for row in max(0, Int(y - radius))...min(side - 1, max(0, Int(y + radius))) {
      for column in max(0, Int(x - radius))...min(side - 1, max(0, Int(x + radius))) {
        let (dx, dy) = (Float(column) - x, Float(row) - y)
        if dx * dx + dy * dy <= radius * radius { canvas[row * side + column] = grey }
      }
    }
  }

  func patch(side length: Int, using random: inout RandomStream) -> [Float] {
    let (top, left) = (random.next(below: side - length + 1), random.next(below: side - length + 1))
    return (0..<length * length).map { pixels[(top + $0 / length) * side + left + $0 % length] }
  }
}
