/// A new order of a tensor's axes.
struct Permutation: Sendable {
  private let order: [Int]
  private let shape: [Int]

  /// Precondition: `order` names every axis of `shape` once; negative axes count from the last.
  init(_ order: [Int], of shape: [Int]) {
    precondition(
      order.count == shape.count, "order \(order) does not name each axis of shape \(shape) once")
    self.order = order.map { Axes.position(of: $0, in: shape) }
    self.shape = shape
    precondition(Set(self.order).count == shape.count, "order \(order) does not name each axis of shape \(shape) once")
  }

  /// The shape that results.
  private var result: [Int] { order.map { shape[$0] } }

  /// The permutation that undoes this one.
  var inverse: Permutation {
    var inverse = order
    for (new, old) in order.enumerated() { inverse[old] = new }
    return Permutation(inverse, of: result)
  }

  func apply(to tensor: Tensor) -> Tensor {
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
    let (lengths, steps) = (result, order.map { strides[$0] })
    let (row, step) = (lengths.last ?? 1, steps.last ?? 1)
    return Tensor(shape: lengths) { target in
      tensor.withUnsafePointer { source in
        var index = [Int](repeating: 0, count: lengths.count)
        var offset = 0
        for start in stride(from: 0, to: tensor.count, by: max(row, 1)) {
          for i in 0..<row { target[start + i] = source[offset + i * step] }
          var axis = lengths.count - 2
          while axis >= 0 {
            index[axis] += 1
            offset += steps[axis]
            if index[axis] < lengths[axis] { break }
            offset -= steps[axis] * lengths[axis]
            index[axis] = 0
            axis -= 1
          }
        }
      }
    }
  }
}
