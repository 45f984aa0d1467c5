import HebbTensor

extension Tensor {
  /// Of each row along the first axis, the length of all that it holds; the largest number there is where it is beyond
  /// all numbers.
  var rowNorms: [Float] {
    guard let rows = shape.first, rows > 0 else { return [] }
    let length = count / rows
    return withUnsafeBufferPointer { elements in
      (0..<rows).map { row in
        var sum = 0.0
        for index in row * length..<(row + 1) * length { sum += Double(elements[index]) * Double(elements[index]) }
        return min(Float(sum.squareRoot()), .greatestFiniteMagnitude)
      }
    }
  }

  /// The first rows along the first axis.
  func firstRows(_ rows: Int) -> Tensor {
    rows < shape[0] ? self.rows(0..<rows) : self
  }

  /// A copy of some of the rows along the first axis.
  func rows(_ range: Range<Int>) -> Tensor {
    let length = count / shape[0]
    return withUnsafeBufferPointer { own in
      Tensor(
        shape: [range.count] + shape.dropFirst(),
        elements: Array(own[range.lowerBound * length..<range.upperBound * length]))
    }
  }

  /// The rows along the first axis that are not 0, each at length 1, `[rows, length]`.
  var unitRows: Tensor {
    let norms = rowNorms
    let length = norms.isEmpty ? 0 : count / norms.count
    var elements: [Float] = []
    elements.reserveCapacity(count)
    withUnsafeBufferPointer { own in
      for (row, norm) in norms.enumerated() where norm > 0 && norm < .greatestFiniteMagnitude {
        elements += own[row * length..<(row + 1) * length].lazy.map { $0 / norm }
      }
    }
    return Tensor(shape: [length > 0 ? elements.count / length : 0, length], elements: elements)
  }
}
