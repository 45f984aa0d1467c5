import CHebbKernels
import HebbTensor

/// A layer's weights as its product reads them, block of neurons by block, in the precision of its factors.
enum PackedWeights {
  case float32(BatchBuffer<Float>)
  case bfloat16(BatchBuffer<HebbBrainFloat>)

  static let blockSize = Int(HEBB_NEURON_BLOCK)

  /// Room for `blocks` blocks of patches with `patchCount` values.
  init(_ precision: Precision, blocks: Int, patchCount: Int) {
    self =
      switch precision {
      case .float32: .float32(BatchBuffer(rows: blocks, count: patchCount * Self.blockSize))
      case .bfloat16: .bfloat16(BatchBuffer(rows: blocks, count: patchCount * Self.blockSize))
      }
  }

  /// Packs the weights `[neurons, patchCount]` of one block.
  func pack(
    _ weights: UnsafePointer<Float>, block: Int, neurons: Int, patchCount: Int, _ kernels: HebbPatchKernels
  ) {
    switch self {
    case .float32(let packed): kernels.pack(weights, patchCount, Int32(neurons), Int32(patchCount), packed[block])
    case .bfloat16(let packed):
      kernels.pack_brain(weights, patchCount, Int32(neurons), Int32(patchCount), packed[block])
    }
  }

  /// Writes the responses of a block's neurons at every position of one image.
  ///
  /// Precondition: weights and images have the same precision.
  func respond(
    to images: StoredImages, from first: Int, block: Int, _ what: HebbResponses, into u: UnsafeMutablePointer<Float>,
    _ kernels: HebbPatchKernels
  ) {
    withUnsafePointer(to: what) { what in
      switch (self, images) {
      case (.float32(let packed), .float32(let images)): kernels.respond(what, images[0] + first, packed[block], u)
      case (.bfloat16(let packed), .bfloat16(let images)):
        kernels.respond_brain(what, images[0] + first, packed[block], u)
      default: preconditionFailure("weights and images differ in precision")
      }
    }
  }
}
