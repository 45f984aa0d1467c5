public import HebbPlasticity

/// A convolution whose weights are learned by a local rule: what is needed to build one, and what YAML says of it.
///
/// Each image is centred and scaled over all positions and channels; every neuron's input is `u = w ⋆ x − θ`; `winners`
/// neurons per position win and learn by `rule`; `activation` of `u`, average-pooled, is what the next layer sees.
public struct HebbianConvolution: Sendable, Equatable {
  /// Neurons at each position (output channels).
  public var channels: Int
  /// Side of the square receptive field, in positions of the layer's input.
  public var kernel: Int
  public var rule: CompetitiveRule
  /// Winners per position, k in k-winner-take-all.
  public var winners: Int
  public var activation: Activation
  /// Side of the square windows that are averaged, and their stride; 1 for no pooling.
  public var pool: Int
  /// Expected fraction of the possible connections that exist; 1 for all. A random mask, drawn once.
  public var connectivity: Double
  /// Learning rate per image, summed over positions.
  public var learningRate: Double
  /// Rate of the adaptive threshold: θ += rate · (firing rate − winners / channels) after each batch.
  public var thresholdRate: Double

  public init(
    channels: Int, kernel: Int, rule: CompetitiveRule = .instar, winners: Int = 1,
    activation: Activation = .winners, pool: Int = 2, connectivity: Double = 1, learningRate: Double = 1e-4,
    thresholdRate: Double = 3
  ) {
    self.channels = channels
    self.kernel = kernel
    self.rule = rule
    self.winners = winners
    self.activation = activation
    self.pool = pool
    self.connectivity = connectivity
    self.learningRate = learningRate
    self.thresholdRate = thresholdRate
  }
}
