import HebbTensor

extension Tensor {
  /// Uniform in (−1/√fan, 1/√fan), as PyTorch's recurrent and fully connected layers begin; no element is 0.
  static func initialWeights(_ shape: [Int], fan: Int, seed: UInt64, _ path: String) -> Tensor {
    var random = RandomStream(seed: seed, path)
    let bound = 1 / Float(fan).squareRoot()
    return Tensor(shape: shape) { elements in
      for i in 0..<shape.reduce(1, *) {
        // An odd number of 2⁻²⁴ths: every value is exact, and 0 is not among them.
        elements[i] = bound * Float(2 * Int32(random.next() >> 40) + 1 - (1 << 24)) * 0x1p-24
      }
    }
  }

  /// The transpose of a matrix.
  var transposed: Tensor {
    let (rows, columns) = (shape[0], shape[1])
    return Tensor(shape: [columns, rows]) { out in
      withUnsafeBufferPointer { x in
        for row in 0..<rows {
          for column in 0..<columns { out[column * rows + row] = x[row * columns + column] }
        }
      }
    }
  }

  var isFinite: Bool { withUnsafeBufferPointer { $0.allSatisfy(\.isFinite) } }
}
