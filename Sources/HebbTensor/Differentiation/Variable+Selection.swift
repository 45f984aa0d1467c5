/// Parts of a variable, and variables joined together.
extension Variable {
  /// Rows by number, in the given order and as often as they are named: an embedding. Shape: `[rows, …]` →
  /// `[indices, …]`.
  ///
  /// A row that is named several times receives the sum of the gradients.
  ///
  /// Precondition: every index is in 0..<rows.
  public func rows(_ indices: [Int]) -> Variable {
    precondition(!shape.isEmpty, "a scalar has no rows")
    let (rows, width) = (shape[0], shape.dropFirst().reduce(1, *))
    precondition(
      indices.allSatisfy { 0 <= $0 && $0 < rows },
      "row \(indices.first { $0 < 0 || $0 >= rows } ?? 0) is not one of the rows of shape \(shape)")
    let gathered = Tensor(shape: [indices.count] + shape.dropFirst()) { target in
      value.withUnsafePointer { source in
        for (row, index) in indices.enumerated() {
          (target + row * width).update(from: source + index * width, count: width)
        }
      }
    }
    return Variable(
      gathered,
      from: [
        edge { gradient, sum in
          gradient.withUnsafePointer { gradient in
            sum.scatter { sum in
              for (row, index) in indices.enumerated() {
                let (target, source) = (sum + index * width, gradient + row * width)
                for i in 0..<width { target[i] += source[i] }
              }
            }
          }
        }
      ])
  }

  /// A contiguous part of an axis. Shape: `[a, b, c]`, 2..<5 along 1 → `[a, 3, c]`.
  ///
  /// Precondition: the range lies within the axis.
  public func slice(_ range: Range<Int>, along axis: Int) -> Variable {
    let position = Axes.position(of: axis, in: shape)
    let (outer, length, inner) = Axes.split(shape, at: position)
    precondition(
      0 <= range.lowerBound && range.upperBound <= length, "\(range) lies outside axis \(axis) of shape \(shape)")
    let block = Blocks(
      count: outer, length: range.count * inner, stride: length * inner, offset: range.lowerBound * inner)
    var resultShape = shape
    resultShape[position] = range.count
    let part = Tensor(shape: resultShape) { part in value.withUnsafePointer { block.extract(from: $0, to: part) } }
    return Variable(
      part,
      from: [edge { gradient, sum in gradient.withUnsafePointer { g in sum.scatter { block.add(g, to: $0) } } }])
  }

  /// Variables one after the other along an axis. Shapes: `[a, b, c]` and `[a, d, c]` along 1 → `[a, b + d, c]`.
  ///
  /// Precondition: there is at least one, and their shapes differ along that axis only.
  public static func concatenated(_ variables: [Variable], along axis: Int) -> Variable {
    guard let first = variables.first else { preconditionFailure("no variables to concatenate") }
    let position = Axes.position(of: axis, in: first.shape)
    for other in variables {
      var expected = first.shape
      if other.shape.count == expected.count { expected[position] = other.shape[position] }
      precondition(
        other.shape == expected, "shapes \(first.shape) and \(other.shape) do not concatenate along axis \(axis)")
    }
    var shape = first.shape
    shape[position] = variables.reduce(0) { $0 + $1.shape[position] }
    let (outer, length, inner) = Axes.split(shape, at: position)
    var blocks: [Blocks] = []
    var offset = 0
    for variable in variables {
      let width = variable.shape[position] * inner
      blocks.append(Blocks(count: outer, length: width, stride: length * inner, offset: offset))
      offset += width
    }
    let joined = Tensor(shape: shape) { joined in
      for (variable, block) in zip(variables, blocks) {
        variable.value.withUnsafePointer { block.insert($0, into: joined) }
      }
    }
    return Variable(
      joined,
      from: zip(variables, blocks).map { variable, block in
        variable.edge { gradient, sum in
          gradient.withUnsafePointer { g in sum.update { block.extract(from: g, to: $0, adding: $1) } }
        }
      })
  }
}
