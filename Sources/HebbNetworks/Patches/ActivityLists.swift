import CHebbKernels
import HebbPlasticity
import HebbTensor

/// For every neuron the rows of A `[rows, neurons]` in which it is not 0: where the patch of each lies in the stored
/// images, and the value. As few as winner-take-all or a softmax leave.
///
/// Keeps its memory from batch to batch.
final class ActivityLists {
  /// Entries of each neuron.
  private(set) var counts: [Int32]
  /// Entries above 0 of each neuron.
  private(set) var positive: [Int]
  /// Σ over the rows of A Y, for every neuron; 0 without Y.
  private(set) var products: [Float]
  private let neurons: Int
  private var rows = 0
  private var firstImage = 0
  /// Where the patch of each row begins.
  private var places: [Int32] = []
  private var offsets = BatchBuffer<Int32>(rows: 0, count: 0)
  private var values = BatchBuffer<Float>(rows: 0, count: 0)

  init(neurons: Int) {
    self.neurons = neurons
    counts = [Int32](repeating: 0, count: neurons)
    positive = [Int](repeating: 0, count: neurons)
    products = [Float](repeating: 0, count: neurons)
  }

  /// - Parameters:
  ///   - a: `[images · positions, neurons]`
  ///   - y: in the shape of a; nil for none.
  ///   - first: the place of the first of these images among those that are stored.
  func fill(
    _ a: Rows, with y: Tensor?, first: Int, geometry: PatchGeometry, kernels: HebbPatchKernels, parallel: Parallel
  ) {
    let blocks = (neurons + Self.block - 1) / Self.block
    if a.samples != rows || first != firstImage {
      firstImage = first
      let positions = geometry.offsets.count
      places = (0..<a.samples).map {
        Int32((first + $0 / positions) * geometry.imageCount) + geometry.offsets[$0 % positions]
      }
    }
    if a.samples != rows {
      rows = a.samples
      offsets = BatchBuffer(rows: 1, count: blocks * Self.block * rows)
      values = BatchBuffer(rows: 1, count: blocks * Self.block * rows)
    }
    switch a {
    case .dense(let a): fill(dense: a, with: y, kernels: kernels, parallel: parallel)
    case .sparse(let sparse):
      fill(sparse: sparse)
      products = y.map { a.columnSums(times: $0) } ?? [Float](repeating: 0, count: neurons)
    }
  }

  private static let block = Int(HEBB_COLUMN_BLOCK)

  private func fill(sparse a: SparseRows) {
    for neuron in 0..<neurons { (counts[neuron], positive[neuron]) = (0, 0) }
    for (i, index) in a.indices.enumerated() where index >= 0 && a.values[i] != 0 {
      let neuron = Int(index)
      let place = neuron * rows + Int(counts[neuron])
      offsets[0][place] = places[i / a.perSample]
      values[0][place] = a.values[i]
      counts[neuron] += 1
      positive[neuron] += a.values[i] > 0 ? 1 : 0
    }
  }

  private func fill(dense a: Tensor, with y: Tensor?, kernels: HebbPatchKernels, parallel: Parallel) {
    let (block, blocks) = (Self.block, (neurons + Self.block - 1) / Self.block)
    let (rows, neurons, offsets, values) = (rows, neurons, offsets, values)
    withMutablePointers { counts, positive, products in
      a.withUnsafeBufferPointer { a in
        withOptionalPointer(y) { y in
          places.withUnsafeBufferPointer { places in
            nonisolated(unsafe) let (a, y, places) = (a.baseAddress!, y, places.baseAddress!)
            nonisolated(unsafe) let (counts, positive, products) = (counts, positive, products)
            parallel.forEach(blocks) { index, _ in
              let first = index * block
              let columns = min(block, neurons - first)
              kernels.collect(
                a + first, y.map { $0 + first }, neurons, Int32(rows), Int32(columns), places,
                offsets[0] + first * rows, values[0] + first * rows, counts + first, products + first)
              for neuron in first..<first + columns {
                let list = values[0] + neuron * rows
                positive[neuron] = (0..<Int(counts[neuron])).reduce(0) { $0 + (list[$1] > 0 ? 1 : 0) }
              }
            }
          }
        }
      }
    }
  }

  /// A neuron's entries.
  subscript(neuron: Int) -> (count: Int32, offsets: UnsafePointer<Int32>, values: UnsafePointer<Float>) {
    (counts[neuron], UnsafePointer(offsets[0] + neuron * rows), UnsafePointer(values[0] + neuron * rows))
  }

  private func withMutablePointers(
    _ body: (UnsafeMutablePointer<Int32>, UnsafeMutablePointer<Int>, UnsafeMutablePointer<Float>) -> Void
  ) {
    counts.withUnsafeMutableBufferPointer { counts in
      positive.withUnsafeMutableBufferPointer { positive in
        products.withUnsafeMutableBufferPointer { products in
          body(counts.baseAddress!, positive.baseAddress!, products.baseAddress!)
        }
      }
    }
  }
}

private func withOptionalPointer(_ tensor: Tensor?, _ body: (UnsafePointer<Float>?) -> Void) {
  guard let tensor else { return body(nil) }
  tensor.withUnsafeBufferPointer { body($0.baseAddress) }
}
