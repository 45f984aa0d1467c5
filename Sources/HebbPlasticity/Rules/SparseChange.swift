public import HebbTensor

/// Changes of few weights: all others stay as they are.
public struct SparseChange: Sendable, Equatable {
  /// Places in the weights `[neurons, inputs]`, counted row by row; ascending.
  public private(set) var indices: [Int32]
  public private(set) var values: [Float]

  /// Precondition: every index has a value, and indices ascend.
  public init(indices: [Int32], values: [Float]) {
    precondition(indices.count == values.count, "\(indices.count) indices and \(values.count) values")
    self.indices = indices
    self.values = values
  }

  public func scaled(by factor: Float) -> SparseChange {
    factor == 1 ? self : SparseChange(indices: indices, values: values.map { factor * $0 })
  }

  /// Zero where nothing changes.
  public func dense(shape: [Int]) -> Tensor {
    var tensor = Tensor(shape: shape)
    tensor.withUnsafeMutableBufferPointer { out in
      for (index, value) in zip(indices, values) { out[Int(index)] = value }
    }
    return tensor
  }
}
