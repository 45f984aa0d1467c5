import CHebbKernels
import HebbTensor

/// The normalised images of a batch as the patch kernels read them, `[height, width, channels]` with their margin, in
/// single precision or rounded to brain floats.
enum StoredImages {
  case float32(BatchBuffer<Float>)
  case bfloat16(BatchBuffer<HebbBrainFloat>)

  /// Zeros for all images, one behind the other.
  init(_ precision: Precision, count: Int) {
    self =
      switch precision {
      case .float32: .float32(BatchBuffer(rows: 1, count: count))
      case .bfloat16: .bfloat16(BatchBuffer(rows: 1, count: count))
      }
  }

  /// Writes an image `[height, width, channels]`, shifted and scaled channel by channel, and its margin.
  func store(
    _ image: UnsafePointer<Float>, at index: Int, _ affine: BatchNormalisation.Affine, _ geometry: PatchGeometry,
    mode: PaddingMode, _ kernels: HebbPatchKernels
  ) {
    let (input, padding) = (geometry.input, geometry.padding)
    let first = index * geometry.imageCount
    affine.shift.withUnsafeBufferPointer { shift in
      affine.scale.withUnsafeBufferPointer { scale in
        for y in 0..<input.height {
          let line = image + y * input.width * input.channels
          let place = first + (y + padding) * geometry.lineStride + padding * geometry.channels
          switch self {
          case .float32(let values):
            kernels.normalise(
              line, Int32(input.width), Int32(input.channels), shift.baseAddress, scale.baseAddress,
              Int32(geometry.channels), values[0] + place)
          case .bfloat16(let values):
            kernels.normalise_brain(
              line, Int32(input.width), Int32(input.channels), shift.baseAddress, scale.baseAddress,
              Int32(geometry.channels), values[0] + place)
          }
        }
      }
    }
    // A margin of zeros is there from the beginning.
    guard mode == .reflect, padding > 0 else { return }
    switch self {
    case .float32(let values): reflect(values[0] + first, geometry)
    case .bfloat16(let values): reflect(values[0] + first, geometry)
    }
  }

  /// Fills the margin with the image mirrored at its border: the ends of lines first, then whole lines.
  private func reflect<Value: BitwiseCopyable>(_ image: UnsafeMutablePointer<Value>, _ geometry: PatchGeometry) {
    let (padding, position, line) = (geometry.padding, geometry.channels, geometry.lineStride)
    let (lastRow, lastColumn) = (geometry.input.height + padding - 1, geometry.input.width + padding - 1)
    for y in padding...lastRow {
      let line = image + y * line
      for i in 1...padding {
        (line + (padding - i) * position).update(from: line + (padding + i) * position, count: position)
        (line + (lastColumn + i) * position).update(from: line + (lastColumn - i) * position, count: position)
      }
    }
    for i in 1...padding {
      (image + (padding - i) * line).update(from: image + (padding + i) * line, count: line)
      (image + (lastRow + i) * line).update(from: image + (lastRow - i) * line, count: line)
    }
  }
}
