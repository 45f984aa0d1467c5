import CHebbKernels
import HebbTensor

extension UpdateEngine {
  /// Brings `weights` to W + rate · change where there is one; nothing else is read or written, but whole rows where
  /// their length is kept.
  func apply(_ change: SparseChange, to weights: inout Tensor, _ settings: Settings) -> Bool {
    guard !change.indices.isEmpty else { return true }
    precondition(
      Int(change.indices[change.indices.count - 1]) < weights.count, "a change of a weight that is not there")
    return change.indices.withUnsafeBufferPointer { indices in
      change.values.withUnsafeBufferPointer { values in
        withPointers(settings.mask.map { [$0] } ?? []) { mask in
          var rate = settings.rate
          if settings.isScaledByLargest {
            let most = zip(indices, values).reduce(Float(0)) { most, entry in
              max(most, (entry.1 * (mask.first?[Int(entry.0)] ?? 1)).magnitude)
            }
            rate /= 1e-30 + most
          }
          let entries = Entries(indices: indices, values: values, mask: mask.first, rate: rate)
          return settings.isUnitNorm ? applyKeepingLength(entries, to: &weights) : apply(entries, to: &weights)
        }
      }
    }
  }

  private struct Entries {
    let indices: UnsafeBufferPointer<Int32>
    let values: UnsafeBufferPointer<Float>
    let mask: UnsafePointer<Float>?
    let rate: Float
  }

  private func apply(_ entries: Entries, to weights: inout Tensor) -> Bool {
    // Beside the weights until all are known to be finite.
    let next = AlignedBuffer(count: entries.indices.count)
    let out = next.elements.baseAddress!
    defer { withExtendedLifetime(next) {} }
    return weights.withUnsafeMutableBufferPointer { weights in
      let status = kernels.sparse.next_weights(
        weights.baseAddress!, entries.mask, entries.indices.baseAddress!, entries.values.baseAddress!,
        entries.indices.count, 0, entries.rate, out)
      guard status.isFinite else { return false }
      for (place, index) in entries.indices.enumerated() { weights[Int(index)] = out[place] }
      return true
    }
  }

  private func applyKeepingLength(_ entries: Entries, to weights: inout Tensor) -> Bool {
    let inputs = weights.shape[1]
    // The rows that change, and where their entries begin.
    var (rows, starts): ([Int], [Int]) = ([], [])
    for (place, index) in entries.indices.enumerated() where rows.last != Int(index) / inputs {
      rows.append(Int(index) / inputs)
      starts.append(place)
    }
    starts.append(entries.indices.count)
    let (copies, values) = (AlignedBuffer(count: rows.count * inputs), AlignedBuffer(count: entries.indices.count))
    let (out, next) = (copies.elements.baseAddress!, values.elements.baseAddress!)
    defer { withExtendedLifetime((copies, values)) {} }
    let finish = RowFinish(kernels: kernels, weights: out, inputs: inputs, isUnitNorm: true)
    let status = weights.withUnsafeBufferPointer { weights in
      sumOverRows(rows.count, inputs: inputs) { places in
        for place in places {
          let (row, first, count) = (rows[place], starts[place], starts[place + 1] - starts[place])
          let target = out + place * inputs
          target.update(from: weights.baseAddress! + row * inputs, count: inputs)
          _ = kernels.sparse.next_weights(
            target, entries.mask, entries.indices.baseAddress! + first, entries.values.baseAddress! + first, count,
            Int32(row * inputs), entries.rate, next + first)
          for entry in first..<first + count { target[Int(entries.indices[entry]) - row * inputs] = next[entry] }
        }
        return finish(places)
      }
    }
    guard status.isFinite else { return false }
    weights.withUnsafeMutableBufferPointer { weights in
      let weights = weights.baseAddress!
      _ = sumOverRows(rows.count, inputs: inputs) { places in
        for place in places { (weights + rows[place] * inputs).update(from: out + place * inputs, count: inputs) }
        return 0
      }
    }
    return true
  }
}
