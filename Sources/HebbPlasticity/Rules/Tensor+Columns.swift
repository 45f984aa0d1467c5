import HebbTensor

extension Tensor {
  /// Means over the rows of a matrix `[rows, columns]`: one per column. Precondition: it has rows.
  func columnMeans() -> [Float] {
    let rows = Float(shape[0])
    return columnSums().map { $0 / rows }
  }

  /// Sums along the rows of a matrix `[rows, columns]`: one per row, in double precision.
  func rowSums() -> [Double] {
    let columns = shape[1]
    return withUnsafeBufferPointer { x in
      (0..<shape[0]).map { row in x[row * columns..<(row + 1) * columns].reduce(0) { $0 + Double($1) } }
    }
  }

  /// A matrix `[rows, columns]` whose elements `body` computes from this one's and from the value of their column.
  @inline(__always)
  func mappedByColumn(with values: [Float], _ body: (Float, Float) -> Float) -> Tensor {
    let (rows, columns) = (shape[0], shape[1])
    precondition(values.count == columns, "\(values.count) values for shape \(shape)")
    var result = self
    result.withUnsafeMutableBufferPointer { out in
      for row in 0..<rows {
        for column in 0..<columns { out[row * columns + column] = body(out[row * columns + column], values[column]) }
      }
    }
    return result
  }
}
