/// How images are prepared before the first layer sees them.
public struct InputSpecification: Sendable, Equatable {
  /// The linear filter that takes the correlations between pixels out of an image.
  public enum Whitening: String, Sendable, CaseIterable {
    /// E D^(−1/2) Eᵀ of whole images, with the eigenvectors E and eigenvalues D of their covariance.
    case zca
    /// The same of patches of the first layer's receptive field.
    case patch
    /// Difference of Gaussians: centre and surround, as in the retina.
    case dog
    case none
  }

  /// What a pixel is to the network, before it is whitened.
  public enum Values: String, Sendable, CaseIterable {
    /// Each image centred and scaled to unit variance.
    case standardised
    /// From 0 to 1, so that black stays 0: inputs are sparse where images are.
    case pixels
  }

  /// Smaller images are padded with zeros to so many rows and columns.
  public var side: Int
  public var values: Values
  public var whitening: Whitening
  /// Added to the eigenvalues of the covariance before their root is taken.
  public var epsilon: Double
  /// Training images from which the covariance is computed.
  public var images: Int
  /// Whether each image is mirrored with probability one half whenever it is shown.
  public var flips: Bool

  public init(
    side: Int = 32, values: Values = .standardised, whitening: Whitening = .zca, epsilon: Double = 1e-3,
    images: Int = 10_000, flips: Bool = true
  ) {
    self.side = side
    self.values = values
    self.whitening = whitening
    self.epsilon = epsilon
    self.images = images
    self.flips = flips
  }
}
