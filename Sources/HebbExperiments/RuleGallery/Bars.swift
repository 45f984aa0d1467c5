import HebbTensor

/// The bars problem: images of 8 × 8 pixels in which each of 16 bars, rows and columns, appears with probability 1/8,
/// independently of all others.
///
/// > Reference: P. Földiák, "Forming sparse representations by local anti-Hebbian learning", Biol. Cybern. 64 (1990).
enum Bars {
  static let side = 8
  static let count = 2 * side
  static let probability: Float = 0.125

  /// The image of some bars, rows first; where bars cross it is no brighter.
  static func image(_ bars: [Int]) -> [Float] {
    var pixels = [Float](repeating: 0, count: side * side)
    for bar in bars {
      for i in 0..<side { pixels[bar < side ? bar * side + i : i * side + bar - side] = 1 }
    }
    return pixels
  }

  static func drawn(using random: inout RandomStream) -> [Int] {
    (0..<count).filter { _ in random.uniform() < probability }
  }
}
