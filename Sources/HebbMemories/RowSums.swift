import HebbTensor

/// Sums over the rows of matrices, in double precision.
enum RowSums {
  /// Σⱼ aᵢⱼ bᵢⱼ for every row i of two matrices of one shape.
  static func products(_ a: Tensor, _ b: Tensor) -> [Double] {
    let (rows, width) = (a.shape[0], a.shape[1])
    return a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        (0..<rows).map { row in
          var sum = 0.0
          for i in row * width..<(row + 1) * width { sum += Double(a[i]) * Double(b[i]) }
          return sum
        }
      }
    }
  }
}
