/// By what the summed update of a batch is divided before the learning rate multiplies it.
public enum UpdateScale: String, Sendable, CaseIterable {
  /// Nothing: the sum over all samples (in a convolution, over images and positions).
  case sum
  /// The number of samples.
  case mean
  /// The largest absolute value of the update (Journé et al., ICLR 2023).
  case largest
}
