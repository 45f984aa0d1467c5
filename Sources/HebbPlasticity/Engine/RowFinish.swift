import CHebbKernels
import HebbTensor

/// What happens to rows of new weights as soon as they are complete, while they are in the cache.
struct RowFinish {
  let kernels: UpdateKernels
  /// `[neurons, inputs]`
  let weights: UnsafeMutablePointer<Float>
  let inputs: Int
  /// Whether every row is brought to length 1.
  let isUnitNorm: Bool

  /// - Returns: 0, or not a number if a weight is not finite.
  func callAsFunction(_ rows: Range<Int>) -> Float {
    var status: Float = 0
    for row in rows {
      let values = weights + row * inputs
      guard isUnitNorm else {
        status += kernels.products.finiteness(values, inputs)
        continue
      }
      let squares = kernels.products.squares(values, inputs)
      status += squares * 0
      kernels.products.scale(values, inputs, 1 / (1e-10 + squares.squareRoot()))
    }
    return status
  }
}
