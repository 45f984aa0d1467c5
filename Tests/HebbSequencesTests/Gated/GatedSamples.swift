import HebbTensor

@testable import HebbSequences

/// Random numbers for tests.
enum GatedSamples {
  static func normal(_ shape: Int..., scale: Float = 1, seed: UInt64 = 1) -> Tensor {
    var random = RandomStream(seed: seed, "\(shape)")
    return Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in scale * random.normal() })
  }

  static func targets(_ count: Int, below limit: Int, seed: UInt64 = 1) -> [Int] {
    var random = RandomStream(seed: seed, "targets")
    return (0..<count).map { _ in random.next(below: limit) }
  }

  /// Largest difference, relative to the largest magnitude of the second.
  static func error(_ a: Tensor, _ b: Tensor) -> Float {
    guard a.shape == b.shape else { return .infinity }
    let most = b.elements.reduce(1e-12) { max($0, $1.magnitude) }
    return zip(a.elements, b.elements).reduce(0) { max($0, ($1.0 - $1.1).magnitude) } / most
  }
}
