import CHebbKernels
import HebbTensor

extension UpdateEngine {
  /// Writes ΔW of a part of a batch, `[neurons, inputs]`, without learning rate, mask or constraints.
  ///
  /// - Parameters:
  ///   - x: presynaptic activity `[samples, inputs]`
  ///   - weights: those before the update, which no sample has changed.
  func write(_ update: PlasticUpdate, x: Tensor, weights: Tensor, into out: UnsafeMutablePointer<Float>) {
    guard weights.count > 0 else { return }
    switch update {
    case .canonical(let canonical):
      if let scattered = ScatteredUpdate(canonical, x: x, neurons: weights.shape[0], engine: self) {
        write(scattered, weights, into: out)
      } else {
        write(ProductUpdate(canonical, x: x, w: weights, factor: 1, engine: self), weights, into: out)
      }
    case .polynomial(let rule, let y):
      write(.sum(sum(of: rule, x: x, y: y, factor: 1)), weights, into: out)
    case .direct, .sparse:
      let change = update.delta(x: x, w: weights, parallel: parallel)
      change.withUnsafeBufferPointer { out.update(from: $0.baseAddress!, count: weights.count) }
    }
  }

  private func write(_ update: ProductUpdate, _ weights: Tensor, into out: UnsafeMutablePointer<Float>) {
    weights.withUnsafeBufferPointer {
      let target = ProductSweep.Target(weights: $0.baseAddress!, base: nil, mask: nil, out: out)
      _ = compute(update, into: target, finish: nil)
    }
  }

  private func write(_ update: ScatteredUpdate, _ weights: Tensor, into out: UnsafeMutablePointer<Float>) {
    let (neurons, inputs) = (weights.shape[0], weights.shape[1])
    weights.withUnsafeBufferPointer { weights in
      update.withSums(rate: 1, mask: nil) { sums in
        _ = sumOverRows(neurons, inputs: inputs, work: (neurons + update.samples.count) * inputs) { rows in
          for neuron in rows {
            var row = sums.row(of: neuron, weights: weights.baseAddress!, out: out + neuron * inputs)
            row.adds = 0
            kernels.products.sum_row(&row)
          }
          return 0
        }
      }
    }
  }
}
