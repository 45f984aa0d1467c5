import Foundation
import HebbData

/// Drawings as the activity of a network's inputs: ink, smoothed, relative to its mean.
///
/// Without smoothing, strokes that are a pixel apart have nothing in common. Without the mean, a weight could only speak
/// for a class and never against it, and the class with the most ink would win most often.
struct FewShotInputs: Sendable {
  let characters: Int
  /// Drawings of each character.
  let drawingsEach: Int
  /// Inputs of the network: the pixels of a drawing.
  let count: Int
  /// `[characters, drawings, inputs]`
  let activity: [Float]

  /// What is taken from smoothed ink, and by what it is multiplied then.
  struct Scale: Sendable, Equatable {
    let mean: Float
    let factor: Float

    /// Takes the mean of all pixels and drawings to 0 and the standard deviation to ½, so that most of the activity is
    /// between −1 and 1 and no power of it is out of proportion.
    init(of smoothed: [Float]) {
      let count = Double(max(smoothed.count, 1))
      let mean = smoothed.reduce(0) { $0 + Double($1) } / count
      let variance = smoothed.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
      self.mean = Float(mean)
      // Without any ink there is nothing to scale.
      factor = variance > 0 ? Float(0.5 / variance.squareRoot()) : 1
    }
  }

  /// - Parameter smoothed: the ink of the drawings after `smoothed(_:)`.
  init(_ drawings: CharacterDrawings, smoothed: [Float], scale: Scale) {
    (characters, drawingsEach, count) = (drawings.count, drawings.drawingsEach, drawings.pixels)
    activity = smoothed.map { ($0 - scale.mean) * scale.factor }
  }

  /// The ink of all drawings after a Gaussian blur with a standard deviation of a twentieth of the side; the paper is
  /// blank beyond its border.
  static func smoothed(_ drawings: CharacterDrawings) -> [Float] {
    let side = drawings.side
    let gaussian = gaussian(side)
    var result = [Float](repeating: 0, count: drawings.ink.count)
    var rows = [Float](repeating: 0, count: drawings.pixels)
    for start in stride(from: 0, to: result.count, by: drawings.pixels) {
      // The Gaussian is a product of two: rows are mixed first, then columns.
      for y in 0..<side {
        for x in 0..<side {
          rows[y * side + x] = (0..<side).reduce(0) {
            $0 + gaussian[y * side + $1] * drawings.ink[start + $1 * side + x]
          }
        }
      }
      for y in 0..<side {
        for x in 0..<side {
          result[start + y * side + x] = (0..<side).reduce(0) { $0 + gaussian[x * side + $1] * rows[y * side + $1] }
        }
      }
    }
    return result
  }

  /// Row y: the weights of all positions in the blurred value at y, which add up to 1 on endless paper.
  private static func gaussian(_ side: Int) -> [Float] {
    let deviation = Double(side) / 20
    func weight(_ distance: Int) -> Double { exp(-0.5 * pow(Double(distance) / deviation, 2)) }
    let sum = (-4 * side...4 * side).reduce(0) { $0 + weight($1) }
    return (0..<side * side).map { Float(weight($0 / side - $0 % side) / sum) }
  }
}
