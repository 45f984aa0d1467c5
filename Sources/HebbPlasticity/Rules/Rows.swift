public import HebbTensor

/// Activity of a population, a row per sample `[samples, neurons]`: all of it, or only the few values of each row that
/// are not zero, as winner-take-all leaves them.
public enum Rows: Sendable, Equatable {
  case dense(Tensor)
  case sparse(SparseRows)

  /// Batches of the same neurons, one behind the other; sparse if all are.
  public init(joining parts: [Rows], neurons: Int) {
    let sparse = parts.compactMap { if case .sparse(let rows) = $0 { rows } else { nil } }
    if let first = sparse.first, sparse.count == parts.count, sparse.allSatisfy({ $0.perSample == first.perSample }) {
      self = .sparse(
        SparseRows(
          samples: sparse.reduce(0) { $0 + $1.samples }, neurons: neurons, perSample: first.perSample,
          indices: sparse.flatMap(\.indices), values: sparse.flatMap(\.values)))
    } else {
      let elements = parts.flatMap(\.dense.elements)
      self = .dense(Tensor(shape: [elements.count / neurons, neurons], elements: elements))
    }
  }

  public var samples: Int {
    switch self {
    case .dense(let tensor): tensor.shape[0]
    case .sparse(let rows): rows.samples
    }
  }

  public var neurons: Int {
    switch self {
    case .dense(let tensor): tensor.shape[1]
    case .sparse(let rows): rows.neurons
    }
  }

  /// All values, zeros included.
  public var dense: Tensor {
    switch self {
    case .dense(let tensor): tensor
    case .sparse(let rows): rows.dense
    }
  }

  /// Every value through `body`, which must map 0 to 0: values that are not stored stay zero.
  @inline(__always)
  public func mapped(_ body: (Float) -> Float) -> Rows {
    switch self {
    case .dense(let tensor): .dense(tensor.mapped(body))
    case .sparse(var rows):
      {
        rows.values = rows.values.map(body)
        return .sparse(rows)
      }()
    }
  }

  /// Every value through `body`, with the value of its neuron; `body` must map 0 to 0.
  @inline(__always)
  func mappedByNeuron(with values: [Float], _ body: (Float, Float) -> Float) -> Rows {
    switch self {
    case .dense(let tensor): .dense(tensor.mappedByColumn(with: values, body))
    case .sparse(var rows):
      {
        for i in rows.indices.indices where rows.indices[i] >= 0 {
          rows.values[i] = body(rows.values[i], values[Int(rows.indices[i])])
        }
        return .sparse(rows)
      }()
    }
  }

  /// Row n times `factors[n]`.
  public func scalingRows(by factors: [Float]) -> Rows {
    switch self {
    case .dense(let tensor): .dense(tensor.scalingRows(by: factors))
    case .sparse(var rows):
      {
        for i in rows.values.indices { rows.values[i] *= factors[i / rows.perSample] }
        return .sparse(rows)
      }()
    }
  }

  /// Σ of the values times those of another matrix `[samples, neurons]`, for every neuron over all samples.
  public func columnSums(times other: Tensor) -> [Float] {
    precondition(other.shape == [samples, neurons], "\(other.shape) beside \([samples, neurons])")
    switch self {
    case .dense(let tensor): return tensor.combined(with: other, *).columnSums()
    case .sparse(var rows):
      other.withUnsafeBufferPointer { other in
        for i in rows.indices.indices where rows.indices[i] >= 0 {
          rows.values[i] *= other[i / rows.perSample * rows.neurons + Int(rows.indices[i])]
        }
      }
      return Rows.sparse(rows).columnSums()
    }
  }

  /// One sum per neuron over all samples.
  public func columnSums() -> [Float] {
    switch self {
    case .dense(let tensor): return tensor.columnSums()
    case .sparse(let rows):
      var sums = [Double](repeating: 0, count: rows.neurons)
      for (neuron, value) in zip(rows.indices, rows.values) where neuron >= 0 { sums[Int(neuron)] += Double(value) }
      return sums.map { Float($0) }
    }
  }
}

/// Rows of which at most `perSample` values are not zero.
public struct SparseRows: Sendable, Equatable {
  public let samples: Int
  public let neurons: Int
  /// Places per row; those not needed have index −1.
  public let perSample: Int
  /// The neuron of each value, `[samples, perSample]`; no neuron twice in a row.
  public var indices: [Int32]
  public var values: [Float]

  public init(samples: Int, neurons: Int, perSample: Int, indices: [Int32], values: [Float]) {
    precondition(indices.count == samples * perSample && values.count == indices.count, "a place has no value")
    self.samples = samples
    self.neurons = neurons
    self.perSample = perSample
    self.indices = indices
    self.values = values
  }

  public var dense: Tensor {
    var tensor = Tensor(shape: [samples, neurons])
    tensor.withUnsafeMutableBufferPointer { out in
      for i in indices.indices where indices[i] >= 0 { out[i / perSample * neurons + Int(indices[i])] = values[i] }
    }
    return tensor
  }
}
