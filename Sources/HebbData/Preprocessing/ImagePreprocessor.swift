public import HebbTensor

/// A `Preprocessing` fitted to training images, ready to be applied to any image of their shape.
public struct ImagePreprocessor: Sendable {
  public let preprocessing: Preprocessing
  public let shape: ImageShape
  /// The whitening that was fitted, if any.
  public let whitening: ImageWhitening?

  /// - Parameter training: `[count, channels, height, width]`
  /// - Throws: `Problem` when the whitening cannot be fitted.
  public init(
    _ preprocessing: Preprocessing, fittedTo training: [UInt8], shape: ImageShape, parallel: Parallel = Parallel()
  ) throws {
    self.preprocessing = preprocessing
    self.shape = shape
    guard case .zca(let epsilon, let images) = preprocessing else {
      whitening = nil
      return
    }
    whitening = try ImageWhitening.fit(
      to: training, count: training.count / max(shape.count, 1), shape: shape, epsilon: epsilon, images: images,
      parallel: parallel)
  }

  /// Preprocesses some images.
  ///
  /// - Parameters:
  ///   - pixels: `[count, channels, height, width]`
  ///   - images: which of them.
  ///   - result: `[images.count, channels, height, width]`
  public func apply(
    to pixels: [UInt8], images: Range<Int>, into result: UnsafeMutablePointer<Float>, parallel: Parallel = Parallel()
  ) {
    precondition(images.lowerBound >= 0 && images.upperBound * shape.count <= pixels.count, "images that do not exist")
    pixels.withUnsafeBufferPointer { pixels in
      guard let start = pixels.baseAddress else { return }
      guard preprocessing != .pixels else {
        for index in 0..<images.count * shape.count {
          result[index] = Float(start[images.lowerBound * shape.count + index]) / 255
        }
        return
      }
      parallel.forEach(images.count) { image, _ in
        Standardisation.apply(
          to: start + (images.lowerBound + image) * shape.count, into: result + image * shape.count, count: shape.count)
      }
    }
    switch preprocessing {
    case .pixels, .standardised, .patches: break
    case .zca: whitening?.apply(to: result, count: images.count, parallel: parallel)
    case .differenceOfGaussians(let filter):
      filter.apply(to: result, count: images.count, shape: shape, parallel: parallel)
      parallel.forEach(images.count) { image, _ in
        Standardisation.apply(to: result + image * shape.count, count: shape.count)
      }
    }
  }
}
