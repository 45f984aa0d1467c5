public import HebbData
public import HebbTensor

extension ImageSet {
  /// The images as states of units that are +1 or −1: a value is +1 if it is above the mean of its image.
  ///
  /// - Returns: `[count, channels · height · width]`
  public func bipolarPatterns() -> Tensor { patterns { value, mean, _ in value > mean ? 1 : -1 } }

  /// The images as vectors of mean 0 and a mean square of 1: (value − mean) / standard deviation. An image of one colour
  /// becomes 0.
  ///
  /// - Returns: `[count, channels · height · width]`
  public func standardisedPatterns() -> Tensor {
    patterns { value, mean, deviation in deviation > 0 ? (value - mean) / deviation : 0 }
  }

  private func patterns(_ transform: (_ value: Float, _ mean: Float, _ deviation: Float) -> Float) -> Tensor {
    let width = imageSize
    return Tensor(shape: [count, width]) { patterns in
      for image in 0..<count {
        let values = pixels(ofImage: image)
        let mean = Float(values.reduce(0) { $0 + Int($1) }) / Float(width)
        let squares = values.reduce(Float(0)) { $0 + (Float($1) - mean) * (Float($1) - mean) }
        let deviation = (squares / Float(width)).squareRoot()
        for (i, value) in values.enumerated() { patterns[image * width + i] = transform(Float(value), mean, deviation) }
      }
    }
  }

  /// Some of the images, in a random order.
  ///
  /// Precondition: there are as many.
  public func sample(_ length: Int, seed: UInt64) -> ImageSet {
    precondition(0 <= length && length <= count, "\(length) of \(count) images")
    var random = RandomStream(seed: seed, "recall.images")
    let chosen = random.permutation(of: count).prefix(length)
    return ImageSet(
      channels: channels, height: height, width: width, pixels: chosen.flatMap { pixels(ofImage: $0) },
      labels: chosen.map { labels[$0] })
  }
}
