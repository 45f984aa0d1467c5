import CHebbKernels
import HebbTensor

/// Carries out updates at the speed of the hardware: weights are read and written once, with decay, learning rate,
/// mask, unit norm and the check for finiteness done on the way.
///
/// `PlasticUpdate.delta` states what an update is; this is how it is done. The result is the same, bit for bit, for any
/// number of threads.
struct UpdateEngine {
  /// Work on fewer elements than this is left to one thread: it takes less time than waking another.
  private static let worthAThread = 1 << 19
  /// How many elements a thread takes at a time.
  private static let pieceLength = 1 << 14

  var kernels = UpdateKernels.selected
  var parallel = Parallel()

  /// What surrounds an update.
  struct Settings {
    /// η, and what the update is scaled by where that is known beforehand.
    var rate: Float
    /// Whether ΔW is divided by its largest magnitude.
    var isScaledByLargest = false
    var mask: Tensor?
    /// Whether every neuron's weights are brought to length 1. They must have been before: rows that do not change are
    /// not visited.
    var isUnitNorm = false
  }

  /// Brings `weights` to their next value.
  ///
  /// - Parameters:
  ///   - x: presynaptic activity `[samples, inputs]`
  ///   - spare: memory for the next weights, which the old ones become: kept from update to update, it saves
  ///     allocating as much for each.
  /// - Returns: false if a weight would not be finite; the weights are then as they were.
  func apply(
    _ update: PlasticUpdate, x: Tensor, to weights: inout Tensor, _ settings: Settings,
    _ spare: inout Tensor?
  ) -> Bool {
    guard weights.count > 0 else { return true }
    switch update {
    case .polynomial(let rule, let y):
      let factor = settings.isScaledByLargest ? 1 : settings.rate
      return apply(.sum(sum(of: rule, x: x, y: y, factor: factor)), to: &weights, settings, &spare)
    case .direct(let change):
      precondition(change.shape == weights.shape, "change \(change.shape) of weights \(weights.shape)")
      return change.withUnsafeBufferPointer {
        add($0.baseAddress!, count: 1, to: &weights, settings, &spare, mask: settings.mask)
      }
    case .sparse(let change): return apply(change, to: &weights, settings)
    case .canonical(let update):
      if let scattered = ScatteredUpdate(update, x: x, neurons: weights.shape[0], engine: self) {
        return apply(scattered, to: &weights, settings, &spare)
      }
      let factor = settings.isScaledByLargest ? 1 : settings.rate
      let products = ProductUpdate(update, x: x, w: weights, factor: factor, engine: self)
      return apply(products, to: &weights, settings, &spare)
    }
  }

  /// Brings `weights` to what `write` makes of them: it is given the old weights and memory for the new ones, and
  /// returns a number that is finite if they are.
  func replace(
    _ weights: inout Tensor, _ spare: inout Tensor?,
    _ write: (_ old: UnsafePointer<Float>, _ new: UnsafeMutablePointer<Float>) -> Float
  ) -> Bool {
    var next = spare.flatMap { $0.shape == weights.shape ? $0 : nil } ?? Tensor(uninitializedShape: weights.shape)
    spare = nil  // so that the memory has a single owner
    let status = weights.withUnsafeBufferPointer { old in
      next.withUnsafeUninitializedBufferPointer { write(old.baseAddress!, $0.baseAddress!) }
    }
    if status.isFinite { swap(&weights, &next) }
    spare = next
    return status.isFinite
  }

  /// W + rate Σ changes, `count` of them one after the other, each in the shape of the weights.
  func add(
    _ changes: UnsafePointer<Float>, count: Int, to weights: inout Tensor, _ settings: Settings,
    _ spare: inout Tensor?, mask: Tensor?
  ) -> Bool {
    let (neurons, inputs) = (weights.shape[0], weights.shape[1])
    return replace(&weights, &spare) { old, new in
      withPointers(mask.map { [$0] } ?? []) { mask in
        var rate = settings.rate
        if settings.isScaledByLargest { rate /= 1e-30 + largest(changes, mask: mask.first, neurons * inputs) }
        let finish = RowFinish(kernels: kernels, weights: new, inputs: inputs, isUnitNorm: settings.isUnitNorm)
        return sumOverRows(neurons, inputs: inputs) { rows in
          let first = rows.lowerBound * inputs
          kernels.products.add_changes(
            old + first, changes + first, neurons * inputs, Int32(count), rate, mask.first.map { $0 + first },
            new + first, rows.count * inputs)
          return finish(rows)
        }
      }
    }
  }

  /// Calls `body` for all rows in pieces of a few, on several threads, and adds up what it returns, in order.
  ///
  /// - Parameter work: elements to visit, if more than those of the rows.
  func sumOverRows(_ rows: Int, inputs: Int, work: Int = 0, _ body: (Range<Int>) -> Float) -> Float {
    guard rows > 0 else { return 0 }
    let work = max(work, rows * inputs)
    let pieces = max(1, min(rows, work / Self.pieceLength))
    var parts = [Float](repeating: 0, count: pieces)
    parts.withUnsafeMutableBufferPointer { parts in
      parallel(for: work).forEach(pieces) { piece, _ in
        parts[piece] = body(piece * rows / pieces..<(piece + 1) * rows / pieces)
      }
    }
    return parts.reduce(0, +)
  }

  /// The largest magnitude of `count` values, each times the mask's.
  func largest(_ values: UnsafePointer<Float>, mask: UnsafePointer<Float>?, _ count: Int) -> Float {
    let length = Self.pieceLength
    let pieces = (count + length - 1) / length
    var parts = [Float](repeating: 0, count: pieces)
    parts.withUnsafeMutableBufferPointer { parts in
      parallel(for: count).forEach(pieces) { piece, _ in
        parts[piece] = kernels.products.largest(
          values + piece * length, mask.map { $0 + piece * length }, min(length, count - piece * length))
      }
    }
    return parts.reduce(0, max)
  }

  /// Whether all elements are.
  func isFinite(_ matrix: Tensor) -> Bool {
    matrix.withUnsafeBufferPointer { values in
      sumOverRows(matrix.shape[0], inputs: matrix.shape[1]) {
        kernels.products.finiteness(values.baseAddress! + $0.lowerBound * matrix.shape[1], $0.count * matrix.shape[1])
      }.isFinite
    }
  }

  /// All threads, or one where there is little to do.
  ///
  /// - Parameter work: elements to be read or written.
  func parallel(for work: Int) -> Parallel { work < Self.worthAThread ? Parallel(threads: 1) : parallel }

  /// - Parameter multiplications: of matrices; sixteen take about as long as to read or write one element.
  func parallel(forProduct multiplications: Int) -> Parallel { parallel(for: multiplications / 16) }
}

/// Calls `body` with the elements of all tensors, which stay where they are until it returns.
func withPointers<Result>(_ tensors: [Tensor], _ body: ([UnsafePointer<Float>]) -> Result) -> Result {
  func collect(_ pointers: [UnsafePointer<Float>]) -> Result {
    guard pointers.count < tensors.count else { return body(pointers) }
    return tensors[pointers.count].withUnsafeBufferPointer { collect(pointers + [$0.baseAddress!]) }
  }
  return collect([])
}
