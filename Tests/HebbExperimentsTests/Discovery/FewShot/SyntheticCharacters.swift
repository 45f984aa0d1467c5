import Foundation
import HebbData
import HebbTensor

/// Made-up characters of one to eight straight strokes, drawn by unsteady hands: some have much ink, some have little.
enum SyntheticCharacters {
  static func drawings(characters: Int, each: Int = 12, side: Int = 10, seed: UInt64)
    -> CharacterDrawings
  {
    var random = RandomStream(seed: seed, "characters")
    var ink: [Float] = []
    for _ in 0..<characters {
      let strokes = (0..<1 + random.next(below: 8)).map { _ in
        (0..<4).map { _ in Float(side) * random.uniform() }
      }
      for _ in 0..<each {
        let drawn = strokes.map { stroke in stroke.map { $0 + 0.13 * Float(side) * random.normal() }
        }
        for pixel in 0..<side * side {
          let distances = drawn.map { distance(Float(pixel % side), Float(pixel / side), to: $0) }
          ink.append(min(1, max(0, 1.3 - (distances.min() ?? 9))))
        }
      }
    }
    let names = (0..<characters).map {
      CharacterDrawings.Name(alphabet: "synthetic", character: "\($0)")
    }
    return CharacterDrawings(names: names, drawingsEach: each, side: side, ink: ink)
  }

  /// The distance of a point to the stroke from (s₀, s₁) to (s₂, s₃).
  private static func distance(_ x: Float, _ y: Float, to s: [Float]) -> Float {
    let (dx, dy) = (s[2] - s[0], s[3] - s[1])
    let along = ((x - s[0]) * dx + (y - s[1]) * dy) / max(dx * dx + dy * dy, 1e-6)
    let nearest = min(1, max(0, along))
    return hypot(x - s[0] - nearest * dx, y - s[1] - nearest * dy)
  }
}
