public import HebbSupport
public import HebbTensor

/// A layer at work: its description and what it has learned.
public protocol HebbianLayer: AnyObject {
  var description: LayerDescription { get }
  var input: ImageShape { get }
  /// The activity that the layer passes on: `[channels, height, width]` after pooling.
  var output: ImageShape { get }
  /// In the axes of `LayerDescription.weightShape`, zero where no connection exists.
  var weights: Tensor { get }
  /// Each neuron's threshold θ: what is subtracted from its input before the competition.
  var thresholds: [Float] { get }
  /// What the rule and its parts remember from batch to batch beyond thresholds: traces, running means, lateral weights.
  var memory: [String: Tensor] { get }
  /// Number of connections that exist.
  var connectionCount: Int { get }

  /// Replaces everything learned by what was saved.
  ///
  /// - Throws: `Problem` if the shapes differ, a value is not finite, or a weight stands where no connection exists.
  func restore(weights: Tensor, thresholds: [Float], memory: [String: Tensor], place: String) throws(Problem)
}
