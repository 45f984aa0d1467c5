import CHebbKernels
import HebbTensor

/// The neurons' inputs u = x wᵀ.
enum Drive {
  /// With fewer samples than this, weights take longer to read than to multiply, and what can be saved is reading them
  /// where the inputs are zero.
  private static let fewSamples = 4
  private static let neuronsPerPiece = 64

  /// - Parameters:
  ///   - x: `[samples, inputs]`
  ///   - weights: `[neurons, inputs]`
  /// - Returns: `[samples, neurons]`
  static func multiply(_ x: Tensor, by weights: Tensor, parallel: Parallel) -> Tensor {
    let (samples, inputs, neurons) = (x.shape[0], x.shape[1], weights.shape[0])
    guard samples < fewSamples, neurons * inputs > 0 else {
      return LinearAlgebra.multiply(x, weights, transposingB: true, parallel: parallel)
    }
    let engine = UpdateEngine(parallel: parallel)
    var blocks = [Int32](repeating: 0, count: inputs / 16)
    return Tensor(shape: [samples, neurons]) { products in
      nonisolated(unsafe) let products = products
      withPointers([x, weights]) { pointers in
        nonisolated(unsafe) let pointers = pointers
        for sample in 0..<samples {
          let row = pointers[0] + sample * inputs
          blocks.withUnsafeMutableBufferPointer { blocks in
            nonisolated(unsafe) let blocks = blocks
            let count =
              blocks.isEmpty ? 0 : engine.kernels.sparse.active_blocks(row, 1, inputs, blocks.baseAddress!)
            let pieces = (neurons + neuronsPerPiece - 1) / neuronsPerPiece
            engine.parallel(for: neurons * inputs).forEach(pieces) { piece, _ in
              let first = piece * neuronsPerPiece
              engine.kernels.sparse.multiply_row(
                pointers[1] + first * inputs, min(neuronsPerPiece, neurons - first), inputs, row,
                blocks.baseAddress, count, products + sample * neurons + first)
            }
          }
        }
      }
    }
  }
}
