public import HebbPlasticity

/// A layer whose weights are learned by a local rule: what is needed to build one, and what YAML says of it.
///
/// Presynaptic activity x is normalised; every neuron's drive is `w · x − θ`; the competition between the drives gives
/// the activity y that the rule learns by; `activation` of the drives, average-pooled, is what the next layer sees.
public struct LayerDescription: Sendable, Equatable {
  /// What a neuron is connected to.
  public enum Kind: String, Sendable, CaseIterable {
    /// A patch of its input, the same weights at every position.
    case convolution
    /// All of its input.
    case linear
    /// A row of the image after the other, from top to bottom, and the layer's own activity at the row before.
    case recurrent

    public var standardActivation: Activation {
      switch self {
      case .convolution: .winners
      case .linear: .linear
      case .recurrent: .tanh
      }
    }
  }

  public var kind: Kind
  /// Neurons (at each position of a convolution: output channels).
  public var channels: Int
  /// Convolution: side of the square receptive field, in positions of the layer's input.
  public var kernel: Int
  /// Convolution: positions from one receptive field to the next.
  public var stride: Int
  /// Convolution: rows and columns of margin around the input.
  public var padding: Int
  /// Convolution: what the margin holds.
  public var paddingMode: PaddingMode
  /// Convolution: whether each neuron sees a single channel of the input, neuron o channel o mod (input channels). With a
  /// convolution of 1 × 1 behind it the two are a depthwise separable convolution (Chollet 2017).
  public var depthwise: Bool
  public var normalisation: Normalisation
  public var plasticity: Plasticity
  public var activation: Activation
  /// Convolution: the windows of positions whose activity is brought together.
  public var pool: Pooling
  /// Expected fraction of the possible connections that exist; 1 for all. A random mask, drawn once.
  public var connectivity: Double
  /// Expected length of the neurons' weight vectors before they learn: weights are normal with a standard deviation of
  /// this divided by √fan-in. The constraint `unitNorm` overrules it.
  public var initialRadius: Double

  public init(
    kind: Kind, channels: Int, kernel: Int = 1, stride: Int = 1, padding: Int = 0,
    paddingMode: PaddingMode = .zeros, depthwise: Bool = false, normalisation: Normalisation = .image,
    plasticity: Plasticity,
    activation: Activation, pool: Pooling = .none, connectivity: Double = 1, initialRadius: Double = 1
  ) {
    self.kind = kind
    self.channels = channels
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.paddingMode = paddingMode
    self.depthwise = depthwise
    self.normalisation = normalisation
    self.plasticity = plasticity
    self.activation = activation
    self.pool = pool
    self.connectivity = connectivity
    self.initialRadius = initialRadius
  }
}

/// What the margin around a convolution's input holds.
public enum PaddingMode: String, Sendable, CaseIterable {
  case zeros
  /// The input mirrored at its outermost row or column, which is not repeated.
  case reflect
}

/// What is centred and scaled to unit variance before a layer sees it.
public enum Normalisation: String, Sendable, CaseIterable {
  /// The whole input, over all positions and channels.
  case image
  /// Every receptive field by itself (method 2 of seed 004: the input is unfolded into patches).
  case patch
  /// Every channel over all positions and images of the batch while the network learns, and by running means of those
  /// figures otherwise: batch normalisation without affine parameters (Ioffe and Szegedy 2015).
  case batch
  case none
}

extension LayerDescription {
  /// A Hebbian convolution with the parts of T. Miconi, "Hebbian learning with gradients" (2021), unless others are
  /// given: winner-take-all, adaptive thresholds, weight vectors of length 1.
  public static func convolution(
    channels: Int, kernel: Int, rule: any LearningRule = Instar(), winners: Int = 1,
    activation: Activation = .winners, pool: Pooling = 2, connectivity: Double = 1, learningRate: Double = 1e-4,
    thresholdRate: Double = 3
  ) -> LayerDescription {
    LayerDescription(
      kind: .convolution, channels: channels, kernel: kernel,
      plasticity: Plasticity(
        rule: rule, competition: [WinnerTakeAll(winners: winners)],
        homeostasis: AdaptiveThreshold(rate: thresholdRate), constraints: [UnitNorm()], learningRate: learningRate),
      activation: activation, pool: pool, connectivity: connectivity)
  }

  /// A fully connected layer.
  public static func linear(
    neurons: Int, _ plasticity: Plasticity, activation: Activation = .linear, connectivity: Double = 1
  ) -> LayerDescription {
    LayerDescription(
      kind: .linear, channels: neurons, plasticity: plasticity, activation: activation, connectivity: connectivity)
  }

  /// A layer that reads an image row by row; its state after the last row is what it passes on.
  public static func recurrent(
    neurons: Int, _ plasticity: Plasticity, activation: Activation = .tanh, connectivity: Double = 1
  ) -> LayerDescription {
    LayerDescription(
      kind: .recurrent, channels: neurons, plasticity: plasticity, activation: activation, connectivity: connectivity)
  }

  /// Winners per position, if winner-take-all alone decides who learns.
  public var winners: Int? { plasticity.winners }

  /// Whether the layer can be computed from images that are stored position by position: SoftHebb's networks, and all
  /// whose rule goes by the neurons' responses and lets every neuron decay by itself.
  var isPatchwise: Bool {
    kind == .convolution && connectivity == 1 && normalisation != .patch && plasticity.rule.usesResponsesAlone
      && (plasticity.constraints.isEmpty || plasticity.constraints.count == 1 && plasticity.constraints[0] is UnitNorm)
  }

  /// Whether the kernels that fuse convolution, binary winner-take-all and pooling can run the layer: the networks of
  /// seed 004. All other layers are unfolded.
  var isFused: Bool {
    guard kind == .convolution, stride == 1, padding == 0, !depthwise, normalisation == .image,
      plasticity.rule.decay(wins: 1) != nil, plasticity.competition.count == 1,
      let competition = plasticity.competition[0] as? WinnerTakeAll, competition.activity == .binary,
      plasticity.constraints.count == 1, plasticity.constraints[0] is UnitNorm, plasticity.scale == .sum,
      plasticity.rateExponent == 0, pool.isPlain, pool.size <= Self.largestPool
    else { return false }
    if let homeostasis = plasticity.homeostasis {
      guard let threshold = homeostasis as? AdaptiveThreshold, threshold.target == 0 else { return false }
    }
    return switch activation {
    case .winners, .rectified, .linear: true
    case .triangle(let power): power == 1
    case .tanh: false
    }
  }
}
