import CHebbKernels
import HebbTensor

/// Competition and activation along the rows of a matrix `[samples, neurons]`, by the compiled kernels.
enum RowKernels {
  /// Elements that a thread takes at a time.
  private static let pieceLength = 1 << 15

  /// −softmax(β u) of every row, its sign flipped for the strongest neuron, of equal ones the first. What is below
  /// `negligible` becomes 0.
  static func signedSoftmax(
    _ u: Tensor, inverseTemperature: Float, negligible: Float, parallel: Parallel
  ) -> Tensor {
    rows(of: u, parallel) { kernels, u, rows, neurons, out in
      kernels.signed_softmax(u, rows, neurons, inverseTemperature, negligible, out)
    }
  }

  /// max(0, uᵢ − mean of u over the row)ᵖ
  static func triangle(_ u: Tensor, power: Float, parallel: Parallel) -> Tensor {
    rows(of: u, parallel) { kernels, u, rows, neurons, out in kernels.triangle(u, rows, neurons, power, out) }
  }

  private static func rows(
    of u: Tensor, _ parallel: Parallel,
    _ body: (HebbRowKernels, UnsafePointer<Float>, Int, Int, UnsafeMutablePointer<Float>) -> Void
  ) -> Tensor {
    let (samples, neurons) = (u.shape[0], u.shape[1])
    guard samples > 0, neurons > 0 else { return u }
    let piece = max(1, pieceLength / neurons)
    return Tensor(shape: u.shape) { out in
      u.withUnsafeBufferPointer { u in
        guard let start = u.baseAddress else { return }
        let kernels = UpdateKernels.selected.rows
        nonisolated(unsafe) let (values, out) = (start, out)
        parallel.forEach((samples + piece - 1) / piece) { index, _ in
          let first = index * piece
          body(kernels, values + first * neurons, min(piece, samples - first), neurons, out + first * neurons)
        }
      }
    }
  }
}
