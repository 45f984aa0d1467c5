import CHebbKernels
import HebbPlasticity
import HebbSupport

extension HebbianConvolution {
  /// The largest pooling window that the kernels' tiles hold.
  static let largestPool = 4

  /// 1 GiB of weights: many times what any layer needs, and little enough to be allocated.
  static let largestWeightCount = 1 << 28

  /// Checks that the layer fits its input and describes it to the kernels.
  ///
  /// - Parameter place: what to call the layer in an error, e.g. `"layers.2"`.
  /// - Throws: `Problem` if sizes are impossible or a parameter is out of range.
  func kernelGeometry(input: ActivityShape, place: String) throws(Problem) -> HebbConvolution {
    func require(_ condition: Bool, _ what: @autoclosure () -> String, _ advice: String) throws(Problem) {
      guard condition else { throw Problem(what(), at: place, advice: advice) }
    }
    try require(channels >= 1, "the layer has \(channels) channels", "Give it at least one.")
    try require(kernel >= 1, "the kernel's side is \(kernel)", "It must be at least 1.")
    try require(
      kernel <= min(input.height, input.width),
      "a \(kernel) × \(kernel) kernel does not fit the \(input.height) × \(input.width) input",
      "Use a smaller kernel, or less pooling in the layers before.")
    let (height, width) = (input.height - kernel + 1, input.width - kernel + 1)
    try require(
      (1...Self.largestPool).contains(pool), "pooling windows of side \(pool)",
      "The side must be from 1 (no pooling) to \(Self.largestPool).")
    try require(
      pool <= min(height, width), "\(pool) × \(pool) pooling does not fit the \(height) × \(width) convolution",
      "Use smaller pooling windows or a smaller kernel.")
    try require(
      winners >= 1 && winners < channels, "\(winners) winners among \(channels) channels",
      "Winners must be at least 1 and fewer than the channels.")
    try require(
      connectivity > 0 && connectivity <= 1, "connectivity \(connectivity)", "It must be above 0 and at most 1.")
    try require(
      learningRate.isFinite && thresholdRate.isFinite, "a rate is not a finite number", "Check learningRate and thresholdRate.")
    try require(
      channels <= Self.largestWeightCount / (input.channels * kernel * kernel),
      "\(channels) neurons with \(input.channels * kernel * kernel) possible connections each are too many",
      "Use fewer channels or a smaller kernel: at most \(Self.largestWeightCount) weights fit a layer.")
    // Winners and positions are stored in 16 bits.
    try require(
      channels < 0xFFFF && height * width * winners <= 0xFFFF,
      "\(channels) channels and \(height * width) positions with \(winners) winners are too many",
      "Channels, and positions times winners, must stay below 65,536.")
    return HebbConvolution(
      channels: Int32(input.channels), height: Int32(input.height), width: Int32(input.width),
      neurons: Int32(channels), kernel: Int32(kernel), pool: Int32(pool), winners: Int32(winners),
      activity: HebbActivity(activation))
  }
}

extension HebbActivity {
  init(_ activation: Activation) {
    self =
      switch activation {
      case .winners: HebbActivityWinners
      case .triangle: HebbActivityTriangle
      case .rectified: HebbActivityRectified
      case .linear: HebbActivityLinear
      }
  }
}
