import CHebbKernels
import HebbTensor

/// Finds the synapses at which a batch's correlation deviates most from a running mean; see `RunningCorrelation`.
struct DeviationSearch {
  private let activity: Activity
  private let share: Float
  private let neuronsPerPiece: Int
  /// The samples in which a neuron was active are at starts[i] ..< starts[i + 1].
  private let starts: [Int]
  private let active: [Int32]
  private let amounts: [Float]
  private var found: [FoundChanges] = []
  private let kernels = UpdateKernels.selected

  init(_ activity: Activity, share: Float, neuronsPerPiece: Int) {
    self.activity = activity
    self.share = share
    self.neuronsPerPiece = neuronsPerPiece
    (starts, active, amounts) = Self.activeSamples(activity.y)
  }

  /// Changes found so far.
  var count: Int { found.reduce(0) { $0 + $1.count } }

  /// Finds every change of at least `least` by magnitude.
  ///
  /// - Parameter adding: whether the batch is yet to be added to the sums.
  mutating func collect(into sums: inout Tensor, _ bounds: inout Tensor, adding: Bool, atLeast least: Float) {
    let (neurons, inputs, samples) = (activity.neurons, activity.inputs, activity.samples)
    let pieces = (neurons + neuronsPerPiece - 1) / neuronsPerPiece
    var found = [FoundChanges?](repeating: nil, count: pieces)
    var blocks = [Int32](repeating: 0, count: inputs / 16)
    activity.x.withUnsafeBufferPointer { x in
      nonisolated(unsafe) let x = x.baseAddress!
      let blockCount = blocks.withUnsafeMutableBufferPointer {
        $0.isEmpty ? 0 : kernels.sparse.active_blocks(x, samples, inputs, $0.baseAddress!)
      }
      let rows = active.map { Optional(x + Int($0) * inputs) }
      sums.withUnsafeMutableBufferPointer { sums in
        bounds.withUnsafeMutableBufferPointer { bounds in
          found.withUnsafeMutableBufferPointer { found in
            rows.withUnsafeBufferPointer { rows in
              amounts.withUnsafeBufferPointer { amounts in
                blocks.withUnsafeBufferPointer { blocks in
                  nonisolated(unsafe) let (sums, bounds, found) = (sums, bounds, found)
                  nonisolated(unsafe) let (rows, amounts, blocks) = (rows, amounts, blocks)
                  activity.parallel.forEach(pieces) { piece, _ in
                    let changes = FoundChanges()
                    for neuron in piece * neuronsPerPiece..<min((piece + 1) * neuronsPerPiece, neurons) {
                      changes.reserve(inputs)
                      var row = HebbDeviation(
                        columns: inputs, count: Int32(starts[neuron + 1] - starts[neuron]),
                        inputs: rows.baseAddress.map { $0 + starts[neuron] },
                        amounts: amounts.baseAddress.map { $0 + starts[neuron] }, blocks: blocks.baseAddress,
                        block_count: blockCount, sum: sums.baseAddress! + neuron * inputs, adds: adding, share: share,
                        bound: bounds[neuron], least: least, first: Int32(neuron * inputs),
                        indices: changes.nextIndex, values: changes.nextValue)
                      changes.count += Int(kernels.sparse.deviations(&row))
                      bounds[neuron] = row.bound
                    }
                    found[piece] = changes
                  }
                }
              }
            }
          }
        }
      }
    }
    self.found = found.compactMap(\.self)
  }

  /// The `most` largest of what was found, with all that equal the smallest of them, and that one's magnitude.
  func largest(_ most: Int) -> (SparseChange, threshold: Float) {
    let threshold = count > most ? magnitude(ofRank: most) : 0
    let room = count + FoundChanges.slack
    var kept = 0
    var values: [Float] = []
    let indices = [Int32](unsafeUninitializedCapacity: room) { indices, indexCount in
      values = [Float](unsafeUninitializedCapacity: room) { values, valueCount in
        for changes in found {
          kept += kernels.sparse.keep_largest(
            changes.indices, changes.values, changes.count, threshold, indices.baseAddress! + kept,
            values.baseAddress! + kept)
        }
        valueCount = kept
      }
      indexCount = kept
    }
    return (SparseChange(indices: indices, values: values), threshold)
  }

  /// The magnitude of the change that is number `rank` from the largest, by its bits from the first to the last: no
  /// sorting, and a second look only at those that agree in the bits before.
  private func magnitude(ofRank rank: Int) -> Float {
    var (prefix, remaining) = (UInt32(0), rank)
    for (shift, bits) in [(20, 11), (9, 11), (0, 9)] {
      var bins = [Int32](repeating: 0, count: 1 << bits)
      bins.withUnsafeMutableBufferPointer { bins in
        for changes in found {
          kernels.sparse.count_magnitudes(
            changes.values, changes.count, Int32(shift), Int32(bits), prefix, bins.baseAddress!)
        }
      }
      var bin = bins.count - 1
      while bin > 0, remaining > Int(bins[bin]) {
        remaining -= Int(bins[bin])
        bin -= 1
      }
      prefix = prefix << UInt32(bits) | UInt32(bin)
    }
    return Float(bitPattern: prefix)
  }

  /// For every neuron, the samples in which it was active, in their order.
  private static func activeSamples(_ y: Rows) -> (starts: [Int], samples: [Int32], amounts: [Float]) {
    let neurons = y.neurons
    var starts = [Int](repeating: 0, count: neurons + 1)
    y.forEachActive { _, neuron, _ in starts[neuron + 1] += 1 }
    for neuron in 0..<neurons { starts[neuron + 1] += starts[neuron] }
    var next = starts
    var samples = [Int32](repeating: 0, count: starts[neurons])
    var amounts = [Float](repeating: 0, count: starts[neurons])
    y.forEachActive { sample, neuron, value in
      samples[next[neuron]] = Int32(sample)
      amounts[next[neuron]] = value
      next[neuron] += 1
    }
    return (starts, samples, amounts)
  }
}

extension Rows {
  /// Every value that is not zero, sample by sample.
  @inline(__always)
  fileprivate func forEachActive(_ body: (_ sample: Int, _ neuron: Int, _ value: Float) -> Void) {
    switch self {
    case .sparse(let rows):
      for place in rows.indices.indices where rows.indices[place] >= 0 && rows.values[place] != 0 {
        body(place / rows.perSample, Int(rows.indices[place]), rows.values[place])
      }
    case .dense(let tensor):
      let neurons = tensor.shape[1]
      tensor.withUnsafeBufferPointer { values in
        for sample in 0..<tensor.shape[0] {
          for neuron in 0..<neurons where values[sample * neurons + neuron] != 0 {
            body(sample, neuron, values[sample * neurons + neuron])
          }
        }
      }
    }
  }
}
