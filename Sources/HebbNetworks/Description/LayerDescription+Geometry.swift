import CHebbKernels
import HebbPlasticity
public import HebbSupport
public import HebbTensor

extension LayerDescription {
  /// Winners, neurons and positions are stored in 16 bits by the fused kernels, one value of which means none.
  public static let mostChannels = 0xFFFE
  /// The largest side of a pooling window that the fused kernels' tiles hold.
  static let largestPool = 4

  /// 1 GiB of weights: many times what any layer needs, and little enough to be allocated.
  static let largestWeightCount = 1 << 28

  /// Connections that a neuron can have.
  public func fanIn(input: ImageShape) -> Int {
    switch kind {
    case .convolution: input.channels * kernel * kernel
    case .linear: input.count
    case .recurrent: input.channels * input.width + channels
    }
  }

  /// Connections that a neuron has before any are pruned.
  func connections(input: ImageShape) -> Int { depthwise ? kernel * kernel : fanIn(input: input) }

  /// Which connections exist, `[neurons, fan-in]`; nil for all.
  ///
  /// - Parameter path: of the random numbers that prune.
  func mask(input: ImageShape, seed: UInt64, path: String) -> Tensor? {
    let fanIn = fanIn(input: input)
    guard depthwise || connectivity < 1 else { return nil }
    guard depthwise else {
      var random = RandomStream(seed: seed, path)
      return ConnectionMask.random(neurons: channels, inputs: fanIn, connectivity: connectivity, using: &random)
    }
    let area = kernel * kernel
    return Tensor(
      shape: [channels, fanIn],
      elements: (0..<channels * fanIn).map { $0 % fanIn / area == $0 / fanIn % input.channels ? 1 : 0 })
  }

  /// The axes of the weights: `[channels, input channels, kernel, kernel]` of a convolution, `[channels, input channels,
  /// height, width]` of a linear layer, `[channels, inputs per step + channels]` of a recurrent one.
  public func weightShape(input: ImageShape) -> [Int] {
    switch kind {
    case .convolution: [channels, input.channels, kernel, kernel]
    case .linear: [channels, input.channels, input.height, input.width]
    case .recurrent: [channels, fanIn(input: input)]
    }
  }

  /// What the layer and the pooling make of an input.
  ///
  /// - Parameter place: what to call the layer in an error, e.g. `"layers.2"`.
  /// - Throws: `Problem` if the kernel or a pooling window is larger than what it is laid on.
  public func shapes(
    input: ImageShape, place: String
  ) throws(Problem) -> (convolved: ImageShape, pooled: ImageShape) {
    guard kind == .convolution else {
      guard pool == .none, stride == 1, padding == 0 else {
        throw Problem(
          "a \(kind.rawValue) layer has a single position", at: place,
          advice: "Leave out pool, stride and padding.")
      }
      let shape = ImageShape(channels: channels, height: 1, width: 1)
      return (shape, shape)
    }
    guard kernel >= 1, stride >= 1, padding >= 0, pool.size >= 1, pool.stride >= 1, pool.padding >= 0 else {
      throw Problem(
        "kernel \(kernel), stride \(stride), padding \(padding) and a pool of \(pool.size), stride \(pool.stride), "
          + "padding \(pool.padding) are no sizes", at: place,
        advice: "Choose at least 1, and padding at least 0.")
    }
    guard pool.padding <= pool.size / 2 else {
      throw Problem(
        "pooling windows of \(pool.size) with a padding of \(pool.padding) can lie outside the activity", at: place,
        advice: "Set the padding of \(place).pool to at most half its size.")
    }
    guard paddingMode == .zeros || padding < min(input.height, input.width) else {
      throw Problem(
        "an input of \(input.height) × \(input.width) cannot be reflected in a margin of \(padding)", at: place,
        advice: "Set \(place).padding to at most \(min(input.height, input.width) - 1), or paddingMode to zeros.")
    }
    let (height, width) = (input.height + 2 * padding, input.width + 2 * padding)
    guard kernel <= min(height, width) else {
      throw Problem(
        "a \(kernel) × \(kernel) kernel does not fit the \(height) × \(width) input", at: place,
        advice: "Set \(place).kernel to at most \(min(height, width)), or pool less in the layers below.")
    }
    let (rows, columns) = ((height - kernel) / stride + 1, (width - kernel) / stride + 1)
    let (pooledRows, pooledColumns) = (pool.windows(along: rows), pool.windows(along: columns))
    guard pooledRows > 0, pooledColumns > 0 else {
      throw Problem(
        "pooling by \(pool.size) × \(pool.size) leaves nothing of the \(rows) × \(columns) positions", at: place,
        advice: "Set \(place).pool to at most \(min(rows, columns)).")
    }
    return (
      ImageShape(channels: channels, height: rows, width: columns),
      ImageShape(channels: channels, height: pooledRows, width: pooledColumns)
    )
  }

  /// Checks the layer by itself and against its input.
  ///
  /// - Throws: `Problem` if it does not fit its input or a parameter is out of range.
  func check(input: ImageShape, place: String) throws(Problem) {
    func require(_ condition: Bool, _ what: @autoclosure () -> String, _ advice: String) throws(Problem) {
      guard condition else { throw Problem(what(), at: place, advice: advice) }
    }
    try require(
      (1...Self.mostChannels).contains(channels), "the layer has \(channels) channels",
      "Choose from 1 to \(Self.mostChannels).")
    _ = try shapes(input: input, place: place)
    if let winners {
      try require(
        winners >= 1 && winners < channels, "\(winners) winners among \(channels) channels",
        "Winners must be at least 1 and fewer than the channels.")
    }
    try require(
      connectivity > 0 && connectivity <= 1, "connectivity \(connectivity)", "It must be above 0 and at most 1.")
    try require(
      !depthwise || kind == .convolution && connectivity == 1 && channels % input.channels == 0,
      "a depthwise layer with \(channels) channels, connectivity \(connectivity), on \(input.channels) channels",
      "A depthwise convolution has a multiple of its input's channels, and all of their connections.")
    try require(plasticity.learningRate.isFinite, "a rate is not a finite number", "Check learningRate.")
    try require(
      initialRadius > 0 && initialRadius.isFinite, "an initial radius of \(initialRadius)",
      "Weight vectors need a length above 0.")
    try require(
      (0...10).contains(plasticity.rateExponent), "a rateExponent of \(plasticity.rateExponent)",
      "Choose from 0 (the same rate for all neurons) to 10.")
    try require(
      plasticity.rateExponent == 0 || !plasticity.constraints.contains { $0 is UnitNorm },
      "a rateExponent with the constraint unitNorm: neurons whose weights have length 1 would not learn",
      "Use one of the two.")
    let fanIn = fanIn(input: input)
    try require(
      channels <= Self.largestWeightCount / fanIn,
      "\(channels) neurons with \(fanIn) possible connections each are too many",
      "Use fewer channels or a smaller kernel: at most \(Self.largestWeightCount) weights fit a layer.")
  }

  /// The layer as the fused kernels take it; nil if they cannot run it.
  func kernelGeometry(input: ImageShape) throws(Problem) -> HebbConvolution? {
    guard isFused, let winners, let activity = HebbActivity(activation) else { return nil }
    let positions = try shapes(input: input, place: "layer").convolved.positions
    guard positions * winners <= 0xFFFF else { return nil }
    return HebbConvolution(
      channels: Int32(input.channels), height: Int32(input.height), width: Int32(input.width),
      neurons: Int32(channels), kernel: Int32(kernel), pool: Int32(pool.size), winners: Int32(winners),
      activity: activity)
  }
}

extension HebbActivity {
  /// Nil for what the fused kernels do not compute.
  init?(_ activation: Activation) {
    switch activation {
    case .winners: self = HebbActivityWinners
    case .triangle(power: 1): self = HebbActivityTriangle
    case .rectified: self = HebbActivityRectified
    case .linear: self = HebbActivityLinear
    case .triangle, .tanh: return nil
    }
  }
}
