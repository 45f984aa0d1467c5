public import HebbTensor

/// All that one layer did with a batch, for tests, reference cases and the curious.
public struct LayerInspection: Sendable {
  /// The activity y that drives plasticity: 1 where a neuron won, else 0, after winner-take-all.
  /// `[images, channels, height, width]`, before pooling.
  public let winners: Tensor
  /// What the layer passes on: `[images, channels, height, width]`, after pooling.
  public let activity: Tensor
  /// The update by the rule with learning rate 1, summed over the images, before any constraint:
  /// in the axes of the weights; zero where no connection exists.
  public let weightChange: Tensor
  /// How often each neuron was active, per image and position.
  public let firingRates: [Float]
}
