import CHebbKernels
import HebbTensor

extension UpdateEngine {
  /// Brings `weights` to W + ΔW; rows that do not change are not touched.
  func apply(
    _ update: ScatteredUpdate, to weights: inout Tensor, _ settings: Settings, _ spare: inout Tensor?
  ) -> Bool {
    let (changing, inputs) = (update.changing, weights.shape[1])
    guard !changing.isEmpty else { return true }
    if changing.count == weights.shape[0] {
      return replace(&weights, &spare) { old, new in write(update, changing, old, settings, into: new) }
    }
    // Beside the weights until all rows are known to be finite.
    let rows = AlignedBuffer(count: changing.count * inputs)
    let out = rows.elements.baseAddress!
    defer { withExtendedLifetime(rows) {} }
    let status = weights.withUnsafeBufferPointer { write(update, changing, $0.baseAddress!, settings, into: out) }
    guard status.isFinite else { return false }
    weights.withUnsafeMutableBufferPointer { weights in
      let weights = weights.baseAddress!
      _ = sumOverRows(changing.count, inputs: inputs) { places in
        for place in places { (weights + changing[place] * inputs).update(from: out + place * inputs, count: inputs) }
        return 0
      }
    }
    return true
  }

  /// Writes the new weights of the changing neurons, `[changing, inputs]`.
  ///
  /// - Returns: a number that is finite if they are.
  private func write(
    _ update: ScatteredUpdate, _ changing: [Int], _ weights: UnsafePointer<Float>, _ settings: Settings,
    into out: UnsafeMutablePointer<Float>
  ) -> Float {
    let inputs = update.x.shape[1]
    let finish = RowFinish(kernels: kernels, weights: out, inputs: inputs, isUnitNorm: settings.isUnitNorm)
    let rate = settings.isScaledByLargest ? 1 : settings.rate
    let work = (changing.count + update.samples.count) * inputs
    return update.withSums(rate: rate, mask: settings.mask) { sums in
      let status = sumOverRows(changing.count, inputs: inputs, work: work) { places in
        for place in places {
          var row = sums.row(of: changing[place], weights: weights, out: out + place * inputs)
          row.adds = settings.isScaledByLargest ? 0 : 1
          kernels.products.sum_row(&row)
        }
        return settings.isScaledByLargest ? 0 : finish(places)
      }
      guard settings.isScaledByLargest else { return status }
      let scale = settings.rate / (1e-30 + largest(out, mask: nil, changing.count * inputs))
      return sumOverRows(changing.count, inputs: inputs) { places in
        for place in places {
          let values = out + place * inputs
          kernels.products.add_changes(
            weights + changing[place] * inputs, values, 0, 1, scale, nil, values, inputs)
        }
        return finish(places)
      }
    }
  }
}
