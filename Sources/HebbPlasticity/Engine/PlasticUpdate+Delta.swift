public import HebbTensor

extension PlasticUpdate {
  /// ΔW `[neurons, inputs]`, summed over the samples, without learning rate or constraints.
  ///
  /// - Parameters:
  ///   - x: presynaptic activity `[samples, inputs]`.
  ///   - w: weights `[neurons, inputs]`.
  /// - Complexity: one product AᵀX; for reconstructing rules also M and M W; for polynomials up to two for each power
  ///   of w.
  public func delta(x: Tensor, w: Tensor, parallel: Parallel = Parallel()) -> Tensor {
    switch self {
    case .canonical(let update): update.delta(x: x, w: w, parallel: parallel)
    case .polynomial(let rule, let y): rule.update(x: x, y: y, w: w, parallel: parallel)
    case .direct(let delta): delta
    case .sparse(let change): change.dense(shape: w.shape)
    }
  }
}

extension CanonicalUpdate {
  fileprivate func delta(x: Tensor, w: Tensor, parallel: Parallel) -> Tensor {
    let a = post.dense
    var delta = LinearAlgebra.multiply(a, x, transposingA: true, parallel: parallel)
    let (neurons, inputs) = (w.shape[0], w.shape[1])
    if let mean = presynapticMean {
      subtract(from: &delta) { [sums = a.columnSums()] i, j in sums[i] * mean[flat: j] }
    }
    switch decay {
    case .none: break
    case .uniform(let d): delta = delta.combined(with: w) { $0 - d * $1 }
    case .perNeuron(let rows):
      subtract(from: &delta) { [d = rows.columnSums()] i, j in d[i] * w[flat: i * inputs + j] }
    case .diagonal(let y):
      subtract(from: &delta) { [d = post.columnSums(times: y)] i, j in d[i] * w[flat: i * inputs + j] }
    case .reconstruction(let y, let extent):
      var m = LinearAlgebra.multiply(a, y, transposingA: true, parallel: parallel)
      if extent == .upToOwn {
        for i in 0..<neurons { for k in i + 1..<max(neurons, i + 1) { m[flat: i * neurons + k] = 0 } }
      }
      delta = delta.combined(with: LinearAlgebra.multiply(m, w, parallel: parallel)) { $0 - $1 }
    case .perInput(let factors):
      subtract(from: &delta) { [d = x.scalingRows(by: factors).columnSums()] i, j in d[j] * w[flat: i * inputs + j] }
    }
    return delta
  }

  private func subtract(from delta: inout Tensor, _ value: (_ neuron: Int, _ input: Int) -> Float) {
    let inputs = delta.shape[1]
    delta.withUnsafeMutableBufferPointer { out in
      for i in out.indices { out[i] -= value(i / inputs, i % inputs) }
    }
  }
}
