import CHebbKernels
import HebbTensor

/// How a layer's convolution is carried out: its geometry as the kernels take it, and which of them serve it.
final class ConvolutionPlan: Sendable {
  /// The three ways to compute a convolution (see the kernels' header).
  enum Path: Sendable {
    /// Every input with every weight.
    case dense
    /// Only the connections that exist, over all positions at once.
    case sparse
    /// Only the inputs that are active: the winners of the layer before, `entries` per position, each worth `value`.
    case gather(entries: Int, value: Float)
  }

  // Immutable after initialisation, and freed with the plan.
  nonisolated(unsafe) let geometry: UnsafePointer<HebbConvolution>
  nonisolated(unsafe) let kernels: UnsafePointer<HebbKernels>
  let path: Path
  let input: ImageShape
  let convolved: ImageShape
  let pooled: ImageShape

  /// - Parameter previous: the layer that the input comes from, if there is one.
  init(
    _ geometry: HebbConvolution, connectivity: Double, previous: ConvolutionPlan?, kernels: UnsafePointer<HebbKernels>
  ) {
    let memory = UnsafeMutablePointer<HebbConvolution>.allocate(capacity: 1)
    memory.initialize(to: geometry)
    self.geometry = UnsafePointer(memory)
    self.kernels = kernels
    let neurons = Int(geometry.neurons)
    input = ImageShape(
      channels: Int(geometry.channels), height: Int(geometry.height), width: Int(geometry.width))
    convolved = ImageShape(
      channels: neurons, height: Int(hebb_output_height(memory)), width: Int(hebb_output_width(memory)))
    pooled = ImageShape(
      channels: neurons, height: Int(hebb_pooled_height(memory)), width: Int(hebb_pooled_width(memory)))
    path = Self.path(geometry, connectivity: connectivity, previous: previous)
  }

  deinit { geometry.deallocate() }

  var winners: Int { Int(geometry.pointee.winners) }
  var neurons: Int { Int(geometry.pointee.neurons) }
  var kernel: Int { Int(geometry.pointee.kernel) }
  var fanIn: Int { input.channels * kernel * kernel }
  /// Values of one row of a patch in an interleaved image, in whole vectors.
  var paddedPatchRow: Int { (kernel * input.channels + 15) / 16 * 16 }
  /// Winners of one image: one for every position and rank.
  var winnerCount: Int { winners * convolved.positions }
  var gathers: Bool {
    if case .gather = path { true } else { false }
  }
  var passesWinners: Bool { geometry.pointee.activity == HebbActivityWinners }

  private static func path(_ geometry: HebbConvolution, connectivity: Double, previous: ConvolutionPlan?) -> Path {
    if connectivity < 1 { return .sparse }
    guard let previous, previous.passesWinners else { return .dense }
    let window = Int(previous.geometry.pointee.pool * previous.geometry.pointee.pool)
    let entries = previous.winners * window
    // Gathering reads one weight row per entry, the dense product one per channel, but faster.
    return entries * 4 <= geometry.channels ? .gather(entries: entries, value: 1 / Float(window)) : .dense
  }
}
