extension Variable {
  /// The largest element along an axis; NaN where there is one. Shape: `[a, b, c]` along 1 → `[a, c]`, or `[a, 1, c]`
  /// when the axis is kept.
  ///
  /// The gradient goes to the largest element; of equal ones to the first.
  ///
  /// Precondition: the axis is not empty.
  public func maximum(along axis: Int, keepingAxes: Bool = false) -> Variable {
    let position = Axes.position(of: axis, in: shape)
    let (outer, length, inner) = Axes.split(shape, at: position)
    precondition(length > 0, "nothing along axis \(axis) of shape \(shape) has a maximum")
    let resultShape = keepingAxes ? Axes.kept([axis], in: shape) : Axes.removed([axis], from: shape)
    let winners = value.withUnsafePointer { x in
      (0..<outer * inner).map { index in
        let start = index / inner * length * inner + index % inner
        return Self.winner(x, start: start, length: length, stride: inner)
      }
    }
    let result = Tensor(shape: resultShape) { result in
      value.withUnsafePointer { x in
        for (index, winner) in winners.enumerated() { result[index] = x[winner] }
      }
    }
    return Variable(
      result,
      from: [
        edge { gradient, sum in
          gradient.withUnsafePointer { gradient in
            sum.scatter { sum in
              for (index, winner) in winners.enumerated() { sum[winner] += gradient[index] }
            }
          }
        }
      ])
  }

  /// The flat index of the first of the largest elements.
  private static func winner(_ x: UnsafePointer<Float>, start: Int, length: Int, stride: Int) -> Int {
    var (winner, best) = (start, x[start])
    for step in 1..<length {
      if best.isNaN { break }
      let index = start + step * stride
      // Not `>`: a comparison with NaN is false, and NaN is to win.
      if !(x[index] <= best) { (winner, best) = (index, x[index]) }
    }
    return winner
  }
}
