import HebbTensor

/// Random matrices for the tests of memories.
enum RandomPatterns {
  /// `[count, units]` of +1 and −1, equally likely.
  static func bipolar(_ count: Int, _ units: Int, seed: UInt64 = 1) -> Tensor {
    var random = RandomStream(seed: seed, "patterns")
    return Tensor(shape: [count, units], elements: (0..<count * units).map { _ in random.uniform() < 0.5 ? -1 : 1 })
  }

  /// `[count, units]`, standard normal.
  static func normal(_ count: Int, _ units: Int, seed: UInt64 = 1) -> Tensor {
    var random = RandomStream(seed: seed, "patterns")
    return Tensor(shape: [count, units], elements: (0..<count * units).map { _ in random.normal() })
  }

  /// The same with units flipped, each with some probability.
  static func flipped(_ patterns: Tensor, probability: Float, seed: UInt64 = 1) -> Tensor {
    var random = RandomStream(seed: seed, "flips")
    return Tensor(shape: patterns.shape, elements: patterns.elements.map { random.uniform() < probability ? -$0 : $0 })
  }
}

extension Tensor {
  /// The rows as arrays.
  var rows: [[Float]] {
    let (all, width) = (elements, shape[1])
    return (0..<shape[0]).map { Array(all[$0 * width..<($0 + 1) * width]) }
  }

  func row(_ index: Int) -> Tensor { Tensor(shape: [1, shape[1]], elements: rows[index]) }
}
