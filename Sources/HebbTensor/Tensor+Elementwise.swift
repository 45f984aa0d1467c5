extension Tensor {
  /// A tensor of this shape whose elements `body` computes from this one's. Inlined, so that the loop is vectorised.
  @inlinable @inline(__always)
  public func mapped(_ body: (Float) -> Float) -> Tensor {
    Tensor(shape: shape) { out in
      withUnsafeBufferPointer { x in
        for i in 0..<x.count { out[i] = body(x[i]) }
      }
    }
  }

  /// Element by element with another tensor. Precondition: both have as many elements.
  @inlinable @inline(__always)
  public func combined(with other: Tensor, _ body: (Float, Float) -> Float) -> Tensor {
    precondition(count == other.count, "shapes \(shape) and \(other.shape) differ in size")
    return Tensor(shape: shape) { out in
      withUnsafeBufferPointer { a in
        other.withUnsafeBufferPointer { b in
          for i in 0..<a.count { out[i] = body(a[i], b[i]) }
        }
      }
    }
  }

  /// |x|^exponent of every element, for an exponent between 0 and 1; 0 for what is below the normal numbers.
  public func magnitudes(raisedTo exponent: Float, parallel: Parallel = Parallel()) -> Tensor {
    precondition((0...1).contains(exponent), "an exponent of \(exponent)")
    let (count, block) = (count, 1 << 15)
    return Tensor(shape: shape) { out in
      withUnsafePointer { x in
        nonisolated(unsafe) let (out, x) = (out, x)
        parallel.forEach((count + block - 1) / block) { piece, _ in
          for i in piece * block..<min((piece + 1) * block, count) {
            let power = VectorMath.exp(exponent * VectorMath.log(x[i].magnitude))
            out[i] = x[i].magnitude >= .leastNormalMagnitude ? power : 0
          }
        }
      }
    }
  }

  /// Sums over the rows of a matrix `[rows, columns]`: one sum per column, in double precision.
  public func columnSums() -> [Float] {
    precondition(shape.count == 2, "shape \(shape) is not a matrix")
    let columns = shape[1]
    var sums = [Double](repeating: 0, count: columns)
    withUnsafeBufferPointer { x in
      for row in 0..<shape[0] {
        for column in 0..<columns { sums[column] += Double(x[row * columns + column]) }
      }
    }
    return sums.map { Float($0) }
  }

  /// Some rows of a matrix, as a matrix of their own.
  public func rows(_ range: Range<Int>) -> Tensor {
    precondition(shape.count == 2, "shape \(shape) is not a matrix")
    let columns = shape[1]
    return withUnsafeBufferPointer { x in
      Tensor(
        shape: [range.count, columns],
        elements: UnsafeBufferPointer(rebasing: x[range.lowerBound * columns..<range.upperBound * columns]))
    }
  }

  /// A matrix whose row n is multiplied by `factors[n]`.
  public func scalingRows(by factors: [Float]) -> Tensor {
    precondition(shape.count == 2 && shape[0] == factors.count, "\(factors.count) factors for shape \(shape)")
    var result = self
    let columns = shape[1]
    result.withUnsafeMutableBufferPointer { x in
      for (row, factor) in factors.enumerated() {
        for i in row * columns..<(row + 1) * columns { x[i] *= factor }
      }
    }
    return result
  }
}
