import CHebbKernels
import HebbSupport
import HebbTensor

/// Where a convolution finds its patches in images that are stored position by position, with their margin:
/// `[height + 2 padding, width + 2 padding, channels]`.
struct PatchGeometry: Sendable {
  let input: ImageShape
  let convolved: ImageShape
  let output: ImageShape
  let kernel: Int
  let padding: Int
  /// Channels of a stored position: those of the input, and a zero where that makes their number even.
  let channels: Int
  /// Values from one line of a stored image to the next.
  let lineStride: Int
  /// Values of a stored image.
  let imageCount: Int
  /// Values of a patch, K = kernel · kernel · channels.
  let patchCount: Int
  /// Where the patch of each position begins in a stored image.
  let offsets: [Int32]
  /// The parts of a patch that are summed up at a time.
  let chunks: [Chunk]
  /// For each cell of the pooled activity: the positions of its window, as places in activity `[positions, neurons]`.
  let windows: [[Int32]]

  struct Chunk: Sendable {
    /// From the patch's beginning in the stored image.
    var inImage: Int
    /// Within the K values of a patch.
    var inPatch: Int
    var count: Int
  }

  init(_ layer: LayerDescription, input: ImageShape, place: String) throws(Problem) {
    self.input = input
    (convolved, output) = try layer.shapes(input: input, place: place)
    (kernel, padding) = (layer.kernel, layer.padding)
    channels = (input.channels + 1) / 2 * 2
    let (channels, stride) = (channels, (input.width + 2 * layer.padding) * channels)
    lineStride = stride
    imageCount = (input.height + 2 * layer.padding) * stride
    let run = layer.kernel * channels
    patchCount = layer.kernel * run
    let (convolved, output) = (convolved, output)
    offsets = (0..<convolved.positions).map {
      let (y, x) = $0.quotientAndRemainder(dividingBy: convolved.width)
      return Int32(y * layer.stride * stride + x * layer.stride * channels)
    }
    chunks = (0..<layer.kernel).flatMap { line in
      Swift.stride(from: 0, to: run, by: Int(HEBB_PATCH_CHUNK)).map {
        Chunk(inImage: line * stride + $0, inPatch: line * run + $0, count: min(Int(HEBB_PATCH_CHUNK), run - $0))
      }
    }
    windows = (0..<output.positions).map { cell in
      let (row, column) = cell.quotientAndRemainder(dividingBy: output.width)
      return layer.pool.positions(ofWindow: row, along: convolved.height).flatMap { y in
        layer.pool.positions(ofWindow: column, along: convolved.width).map { x in
          Int32((y * convolved.width + x) * layer.channels)
        }
      }
    }
  }

  /// How the kernels find a patch's lines.
  var patch: HebbPatch { HebbPatch(runs: Int32(kernel), run: Int32(kernel * channels), stride: lineStride) }

  /// Where the value of a weight `[input channels, kernel, kernel]` lies in a patch `[kernel, kernel, channels]`.
  func place(ofWeight index: Int) -> Int {
    let (channel, position) = index.quotientAndRemainder(dividingBy: kernel * kernel)
    return position * channels + channel
  }
}
