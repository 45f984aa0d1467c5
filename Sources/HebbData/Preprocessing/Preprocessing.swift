/// What is done to images once, before they are stored for training.
public enum Preprocessing: Sendable, Hashable {
  /// Grey values from 0 to 1.
  case pixels
  /// Each image centred and scaled (`Standardisation`).
  case standardised
  /// Standardised, then whitened as a whole by `ImageWhitening`, fitted to `images` of the training images.
  case zca(epsilon: Double = 1e-3, images: Int = 10_000)
  /// Filtered, then standardised, so that all images have the same contrast again.
  case differenceOfGaussians(DifferenceOfGaussians)
  /// Standardised; the first layer whitens each receptive field by itself (`PatchWhitening`).
  case patches

  /// Names what is stored: equal for preprocessings whose results are equal.
  var identity: String {
    switch self {
    case .pixels: "pixels"
    case .standardised, .patches: "standardised"
    case .zca(let epsilon, let images): "standardised, zca epsilon \(epsilon) images \(images)"
    case .differenceOfGaussians(let filter):
      "difference of gaussians centre \(filter.centre) surround \(filter.surround), standardised"
    }
  }
}
