import HebbSupport
public import HebbTensor

/// ZCA whitening of the receptive fields of a first layer (Miconi's "method 2"): each k × k patch is
/// standardised, centred and multiplied by a matrix of its own small dimension.
///
/// x' = (standardised x − mean) M. (A first layer leaves out the mean, which is close to zero: a shift of all patches
/// only shifts its thresholds.) M is of the covariance of sampled patches, divided by their number: after
/// standardisation each value has variance 1, so ε is relative to that.
///
/// > Reference: T. Miconi, "Hebbian learning with gradients", arXiv:2107.01729, section 2.1.2; A. Coates, A. Y. Ng,
/// > "Learning feature representations with k-means" (2012), for centring and an ε of this order.
public struct PatchWhitening: Sendable {
  /// The shape of a patch: channels, k, k.
  public let shape: ImageShape
  /// The mean of the standardised patches, `[channels · k · k]`.
  public let mean: [Float]
  /// M `[channels · k · k, channels · k · k]`, symmetric; channels outermost, like the patch.
  public let matrix: Tensor

  /// Fits the whitening to patches at random places of random images.
  ///
  /// - Parameters:
  ///   - pixels: `[count, channels, height, width]`
  ///   - kernel: side of a patch, at most the height and width of an image.
  ///   - patches: how many to sample.
  ///   - epsilon: added to each eigenvalue; above 0.
  ///   - seed: selects the patches.
  /// - Throws: `Problem` when there is no such patch, fewer than two are asked for, or ε is not above 0.
  public static func fit(
    to pixels: UnsafePointer<UInt8>, count: Int, shape: ImageShape, kernel: Int, patches: Int = 100_000,
    epsilon: Double = 0.1, seed: UInt64, parallel: Parallel = Parallel()
  ) throws -> PatchWhitening {
    guard count > 0, kernel >= 1, kernel <= min(shape.height, shape.width), patches >= 2 else {
      throw Problem(
        "cannot take \(patches) patches of \(kernel) × \(kernel) from \(count) images of \(shape)", at: "kernel",
        advice: "Choose a kernel no larger than the image, and at least two patches.")
    }
    let patch = ImageShape(channels: shape.channels, height: kernel, width: kernel)
    let size = patch.count
    var random = RandomStream(seed: seed, "patch-whitening")
    var sums = GramAccumulator(columns: size, targets: 1)
    let chunk = 1024
    let ones = [Double](repeating: 1, count: chunk)
    var bytes = [UInt8](repeating: 0, count: size)
    var rows = [Double](repeating: 0, count: chunk * size)
    for start in stride(from: 0, to: patches, by: chunk) {
      let number = min(chunk, patches - start)
      rows.withUnsafeMutableBufferPointer { rows in
        for row in 0..<number {
          let image = pixels + random.next(below: count) * shape.count
          let top = random.next(below: shape.height - kernel + 1)
          let left = random.next(below: shape.width - kernel + 1)
          copy(patch, from: image, shape, top: top, left: left, into: &bytes)
          Standardisation.apply(to: bytes, into: rows.baseAddress! + row * size, count: size)
        }
      }
      sums.add(rows, targets: ones, count: number, parallel: parallel)
    }
    let mean = sums.cross.map { $0 / Double(patches) }
    var covariance = sums.gram
    for i in 0..<size {
      for j in 0..<size { covariance[i * size + j] = covariance[i * size + j] / Double(patches) - mean[i] * mean[j] }
    }
    return PatchWhitening(
      shape: patch, mean: mean.map { Float($0) },
      matrix: try ZCAWhitening.matrix(covariance: covariance, size: size, epsilon: epsilon, parallel: parallel))
  }

  private static func copy(
    _ patch: ImageShape, from image: UnsafePointer<UInt8>, _ shape: ImageShape, top: Int, left: Int,
    into bytes: inout [UInt8]
  ) {
    var next = 0
    for channel in 0..<patch.channels {
      for row in 0..<patch.height {
        let line = image + (channel * shape.height + top + row) * shape.width + left
        for column in 0..<patch.width {
          bytes[next] = line[column]
          next += 1
        }
      }
    }
  }
}
