import HebbTensor

/// Pointers to the images of a batch, each `[channels, height, width]`, and whether each is seen mirrored.
///
/// The memory belongs to whoever made the batch and has to outlive its use. Kernels read whole vectors: up to 64 bytes
/// behind an image's last value must be readable, as they are behind a `Tensor` and prepared images.
public struct ImageBatch {
  public var images: [UnsafePointer<Float>]
  public var mirrored: [Bool]

  public init(images: [UnsafePointer<Float>], mirrored: [Bool]) {
    precondition(images.count == mirrored.count)
    self.images = images
    self.mirrored = mirrored
  }

  public var count: Int { images.count }
}

extension ImageBatch {
  /// Mean and variance of every channel over all images and positions.
  func channelStatistics(_ shape: ImageShape) -> BatchNormalisation.Statistics {
    var (mean, variance): ([Double], [Double]) = ([], [])
    let count = images.count * shape.positions
    for channel in 0..<shape.channels {
      func sum(_ value: (Double) -> Double) -> Double {
        images.reduce(0) { sum, image in
          (channel * shape.positions..<(channel + 1) * shape.positions).reduce(sum) { $0 + value(Double(image[$1])) }
        }
      }
      let middle = sum { $0 } / Double(max(count, 1))
      mean.append(middle)
      variance.append(sum { ($0 - middle) * ($0 - middle) } / Double(max(count, 1)))
    }
    return BatchNormalisation.Statistics(mean: mean, variance: variance, count: count)
  }
}
