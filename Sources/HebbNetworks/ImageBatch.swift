import HebbSupport
import HebbTensor

/// Pointers to the images of a batch, each `[channels, height, width]`, and whether each is seen mirrored.
///
/// The memory belongs to whoever made the batch and has to outlive its use. Kernels read whole vectors: up to 64 bytes
/// behind an image's last value must be readable, as they are behind a `Tensor` and prepared images.
public struct ImageBatch {
  public var images: [UnsafePointer<Float>]
  public var mirrored: [Bool]
  /// The images of each shard, if the batch is divided: those of others than these shards are elsewhere.
  private(set) var shards: [Range<Int>]
  /// Images of the whole batch.
  private(set) var total: Int
  /// Where these images begin in it.
  private(set) var first = 0
  /// Whether other shards may be elsewhere.
  private(set) var isDivided = false

  public init(images: [UnsafePointer<Float>], mirrored: [Bool]) {
    precondition(images.count == mirrored.count)
    self.images = images
    self.mirrored = mirrored
    shards = [0..<images.count]
    total = images.count
  }

  public var count: Int { images.count }
}

extension ImageBatch {
  /// The images that this process computes.
  func part(of division: BatchDivision) -> ImageBatch {
    let own = division.samples(ofRank: division.collective.rank, of: count)
    var part = self[own]
    part.shards = division.ownShards.map {
      let samples = division.samples(ofShard: $0, of: count)
      return samples.lowerBound - own.lowerBound..<samples.upperBound - own.lowerBound
    }
    (part.total, part.isDivided) = (count, true)
    return part
  }

  /// Some of the images, as a batch of its own.
  subscript(range: Range<Int>) -> ImageBatch {
    var part = ImageBatch(images: Array(images[range]), mirrored: Array(mirrored[range]))
    part.first = first + range.lowerBound
    return part
  }

  /// The same images as another layer sees them, none of them mirrored any more.
  func replacing(_ images: [UnsafePointer<Float>]) -> ImageBatch {
    var batch = self
    (batch.images, batch.mirrored) = (images, images.map { _ in false })
    return batch
  }

  /// Mean and variance of every channel over all images and positions of the whole batch.
  ///
  /// - Parameter division: how batches are divided, if they are.
  /// - Throws: `Problem` if another process has failed.
  func channelStatistics(
    _ shape: ImageShape, division: BatchDivision? = nil
  ) throws(Problem) -> BatchNormalisation.Statistics {
    let count = Double(max(total * shape.positions, 1))
    /// Σ (x − middle)ᵖ of every channel, over the images of a shard.
    func sums(_ shard: Range<Int>, _ middle: [Double], squared: Bool) -> [Double] {
      (0..<shape.channels).map { channel in
        images[shard].reduce(0) { sum, image in
          (channel * shape.positions..<(channel + 1) * shape.positions).reduce(sum) {
            let distance = Double(image[$1]) - middle[channel]
            return $0 + (squared ? distance * distance : distance)
          }
        }
      }
    }
    func added(_ parts: [[Double]]) throws(Problem) -> [Double] {
      guard isDivided, let division else { return parts[0] }
      return try division.sum(parts)
    }
    let none = [Double](repeating: 0, count: shape.channels)
    let mean = try added(shards.map { sums($0, none, squared: false) }).map { $0 / count }
    let variance = try added(shards.map { sums($0, mean, squared: true) }).map { $0 / count }
    return BatchNormalisation.Statistics(mean: mean, variance: variance, count: total * shape.positions)
  }
}
