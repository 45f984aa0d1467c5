import HebbTensor

extension SparseRows {
  /// Binary activity: 1 where a value is above the bound, 0 elsewhere.
  ///
  /// - Parameter values: `[samples, neurons]`
  init(onesWhere values: Tensor, exceed bound: Float) {
    let (samples, neurons) = (values.shape[0], values.shape[1])
    let active = values.withUnsafeBufferPointer { values in
      (0..<samples).map { sample in
        (0..<neurons).filter { values[sample * neurons + $0] > bound }.map { Int32($0) }
      }
    }
    let perSample = active.map(\.count).max() ?? 0
    self.init(
      samples: samples, neurons: neurons, perSample: perSample,
      indices: active.flatMap { $0 + Array(repeating: -1, count: perSample - $0.count) },
      values: active.flatMap { Array(repeating: 1, count: $0.count) + Array(repeating: 0, count: perSample - $0.count) }
    )
  }
}
