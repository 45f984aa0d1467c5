import HebbPlasticity
import HebbTensor

/// Activity for the tests of competition, homeostasis and constraints.
enum ActivityFixture {
  /// Samples and neurons: no sample, one neuron, vectors that are just full, just not, and just more than full.
  static let shapes = [[0, 5], [1, 1], [3, 1], [2, 15], [2, 16], [3, 17], [2, 31], [4, 50], [2, 129]]

  /// Standard normal values.
  static func normal(_ shape: [Int], seed: UInt64 = 1) -> Tensor {
    var random = RandomStream(seed: seed, "normal \(shape)")
    return Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in random.normal() })
  }

  /// Values of which many are equal: whole numbers from −3 to 3.
  static func tied(_ shape: [Int], seed: UInt64 = 1) -> Tensor {
    normal(shape, seed: seed).mapped { max(-3, min(3, ($0 * 1.5).rounded())) }
  }

  /// A few values per row, some of them negative; each row's first place is empty.
  static func sparse(_ shape: [Int], perSample: Int, seed: UInt64 = 1) -> SparseRows {
    var random = RandomStream(seed: seed, "sparse \(shape)")
    let perSample = min(perSample, shape[1])
    var indices: [Int32] = []
    for _ in 0..<shape[0] {
      indices.append(-1)
      for neuron in random.permutation(of: shape[1]).prefix(perSample - 1) { indices.append(Int32(neuron)) }
    }
    let values: [Float] = indices.map { $0 < 0 ? 0 : random.normal() }
    return SparseRows(samples: shape[0], neurons: shape[1], perSample: perSample, indices: indices, values: values)
  }

  /// A matrix's rows as arrays.
  static func rows(_ matrix: Tensor) -> [[Float]] {
    let (elements, columns) = (matrix.elements, matrix.shape[1])
    return (0..<matrix.shape[0]).map { Array(elements[$0 * columns..<($0 + 1) * columns]) }
  }

  /// The largest difference between two matrices of equal shape, relative to 1 or the expected values' size.
  static func difference(_ actual: Tensor, _ expected: [[Double]]) -> Double {
    let expected = expected.flatMap(\.self)
    guard actual.count == expected.count else { return .infinity }
    return zip(actual.elements, expected).reduce(0) { max($0, abs(Double($1.0) - $1.1) / max(1, abs($1.1))) }
  }
}
