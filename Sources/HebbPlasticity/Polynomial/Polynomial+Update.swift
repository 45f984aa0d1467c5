public import HebbTensor

extension Polynomial {
  /// The change of weights Δw `[neurons, inputs]`, summed over samples, without learning rate.
  ///
  /// Terms are sorted by the power c of w, of which each is one element-wise factor:
  ///
  ///     Δw = Σ_c wᶜ ∘ ( Σ_a (Σ_b coefficient · yᵇ)ᵀ xᵃ )
  ///
  /// so that at most two matrix products for each c remain, one for x and one for x². Terms without x or without y are
  /// sums over columns instead, and nothing is computed for terms whose coefficient is 0. The result has the same bits
  /// for any number of threads; without samples it is zero.
  ///
  /// Precondition: the shapes agree.
  ///
  /// - Parameters:
  ///   - x: presynaptic activity `[samples, inputs]`
  ///   - y: postsynaptic activity `[samples, neurons]`
  ///   - w: weights `[neurons, inputs]`
  /// - Complexity: O(samples · neurons · inputs) for each product
  public func update(x: Tensor, y: Tensor, w: Tensor, parallel: Parallel = Parallel()) -> Tensor {
    precondition(
      x.shape.count == 2 && y.shape.count == 2 && w.shape == [y.shape[1], x.shape[1]] && x.shape[0] == y.shape[0],
      "shapes x \(x.shape), y \(y.shape), w \(w.shape) do not belong together")
    var change = Tensor(shape: w.shape)
    guard x.shape[0] > 0, w.count > 0 else { return change }
    let engine = UpdateEngine(parallel: parallel)
    let sum = engine.sum(of: self, x: x, y: y, factor: 1)
    change.withUnsafeMutableBufferPointer { change in
      w.withUnsafeBufferPointer { w in
        guard let out = change.baseAddress else { return }
        _ = engine.compute(sum, into: ProductSweep.Target(weights: w.baseAddress, base: nil, mask: nil, out: out))
      }
    }
    return change
  }
}
