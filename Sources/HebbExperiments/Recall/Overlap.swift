import HebbTensor

/// How alike patterns and states are.
enum Overlap {
  /// a·b / (‖a‖ ‖b‖) for every row of two matrices of one shape; 0 where either is 0.
  static func cosines(_ a: Tensor, _ b: Tensor) -> [Double] {
    let (rows, width) = (a.shape[0], a.shape[1])
    return a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        (0..<rows).map { row in
          var (product, left, right) = (0.0, 0.0, 0.0)
          for i in row * width..<(row + 1) * width {
            let (x, y) = (Double(a[i]), Double(b[i]))
            product += x * y
            left += x * x
            right += y * y
          }
          return left > 0 && right > 0 ? product / (left * right).squareRoot() : 0
        }
      }
    }
  }
}
