import CHebbKernels
import HebbPlasticity
public import HebbSupport
public import HebbTensor

extension HebbianConvolution {
  /// Winners, neurons and positions are stored in 16 bits, one value of which means none.
  public static let mostChannels = 0xFFFE
  /// The largest side of a pooling window: the kernels' tiles hold no more.
  public static let largestPool = 4

  /// 1 GiB of weights: many times what any layer needs, and little enough to be allocated.
  static let largestWeightCount = 1 << 28

  /// What the convolution and the pooling make of an input.
  ///
  /// - Parameter place: what to call the layer in an error, e.g. `"layers.2"`.
  /// - Throws: `Problem` if the kernel or a pooling window is larger than what it is laid on.
  public func shapes(
    input: ImageShape, place: String
  ) throws(Problem) -> (convolved: ImageShape, pooled: ImageShape) {
    guard kernel >= 1, pool >= 1 else {
      throw Problem("a kernel of \(kernel) or a pool of \(pool) is no size", at: place, advice: "Choose at least 1.")
    }
    guard kernel <= min(input.height, input.width) else {
      throw Problem(
        "a \(kernel) × \(kernel) kernel does not fit the \(input.height) × \(input.width) input", at: place,
        advice: "Set \(place).kernel to at most \(min(input.height, input.width)), or pool less in the layers below.")
    }
    let (rows, columns) = (input.height - kernel + 1, input.width - kernel + 1)
    guard pool <= min(rows, columns) else {
      throw Problem(
        "pooling by \(pool) × \(pool) leaves nothing of the \(rows) × \(columns) positions", at: place,
        advice: "Set \(place).pool to at most \(min(rows, columns)).")
    }
    return (
      ImageShape(channels: channels, height: rows, width: columns),
      ImageShape(channels: channels, height: rows / pool, width: columns / pool)
    )
  }

  /// Checks the layer and describes it to the kernels.
  ///
  /// - Throws: `Problem` if it does not fit its input or a parameter is out of range.
  func kernelGeometry(input: ImageShape, place: String) throws(Problem) -> HebbConvolution {
    func require(_ condition: Bool, _ what: @autoclosure () -> String, _ advice: String) throws(Problem) {
      guard condition else { throw Problem(what(), at: place, advice: advice) }
    }
    try require(
      (1...Self.mostChannels).contains(channels), "the layer has \(channels) channels",
      "Choose from 1 to \(Self.mostChannels).")
    let convolved = try shapes(input: input, place: place).convolved
    try require(
      pool <= Self.largestPool, "pooling windows of side \(pool)", "Choose from 1 (no pooling) to \(Self.largestPool).")
    try require(
      winners >= 1 && winners < channels, "\(winners) winners among \(channels) channels",
      "Winners must be at least 1 and fewer than the channels.")
    try require(
      connectivity > 0 && connectivity <= 1, "connectivity \(connectivity)", "It must be above 0 and at most 1.")
    try require(
      learningRate.isFinite && thresholdRate.isFinite, "a rate is not a finite number",
      "Check learningRate and thresholdRate.")
    try require(
      channels <= Self.largestWeightCount / (input.channels * kernel * kernel),
      "\(channels) neurons with \(input.channels * kernel * kernel) possible connections each are too many",
      "Use fewer channels or a smaller kernel: at most \(Self.largestWeightCount) weights fit a layer.")
    try require(
      convolved.positions * winners <= 0xFFFF,
      "\(convolved.positions) positions with \(winners) winners are too many",
      "Positions times winners must stay below 65,536.")
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
