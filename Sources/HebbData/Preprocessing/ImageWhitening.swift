import HebbSupport
public import HebbTensor

/// ZCA whitening of whole images, fitted to each image and its mirror image.
///
/// C = (XᵀX + P XᵀX P) / 2d, with P the left-right mirroring and d the values per image. C and its whitening matrix
/// commute with P, so that an image whitened once and then flipped equals the flipped image whitened. In `MirrorBasis`
/// C falls into two blocks of half the size: a quarter of the work of one eigenproblem, and half of that of whitening.
///
/// > Reference: T. Miconi, "Hebbian learning with gradients", arXiv:2107.01729, section 2.2. Departures: the mirror
/// > images, and a subset of the training images for the covariance.
public struct ImageWhitening: Sendable {
  public let shape: ImageShape
  /// The matrix of the symmetric parts, `[channels · height · ⌈width / 2⌉]` squared.
  let symmetric: Tensor
  /// The matrix of the antisymmetric parts, `[channels · height · ⌊width / 2⌋]` squared.
  let antisymmetric: Tensor

  /// Images multiplied at a time. Part of the numerical result.
  static let imagesPerProduct = 256

  /// Each half of the images' values has a covariance matrix: at most half a gigabyte in double precision.
  static let largestHalf = 8192

  /// Fits the whitening to standardised images.
  ///
  /// - Parameters:
  ///   - pixels: `[count, channels, height, width]`
  ///   - epsilon: added to each eigenvalue; above 0.
  ///   - images: how many of the images to use, evenly spaced, so that a set sorted by class is covered; at most all.
  /// - Throws: `Problem` when there is nothing to fit to, or ε is not above 0.
  public static func fit(
    to pixels: UnsafePointer<UInt8>, count: Int, shape: ImageShape, epsilon: Double = 1e-3, images: Int = 10_000,
    parallel: Parallel = Parallel()
  ) throws -> ImageWhitening {
    let used = min(images, count)
    guard used > 0, shape.count > 0 else {
      throw Problem(
        "there are no images to fit the whitening to (\(count) training images, \(images) asked for)",
        at: "images", advice: "Give at least one training image.")
    }
    let basis = MirrorBasis(shape)
    guard basis.symmetricCount <= largestHalf else {
      throw Problem(
        "images of \(shape) are too large to be whitened as a whole: a matrix of \(shape.count) × \(shape.count)",
        at: "input.whitening",
        advice: "Use patch whitening (--set input.whitening=patch), dog or none, or smaller images.")
    }
    var sums = (
      symmetric: GramAccumulator(columns: basis.symmetricCount),
      antisymmetric: GramAccumulator(columns: basis.antisymmetricCount)
    )
    var parts = (
      symmetric: [Double](repeating: 0, count: imagesPerProduct * basis.symmetricCount),
      antisymmetric: [Double](repeating: 0, count: imagesPerProduct * basis.antisymmetricCount)
    )
    for start in stride(from: 0, to: used, by: imagesPerProduct) {
      let chunk = min(imagesPerProduct, used - start)
      parts.symmetric.withUnsafeMutableBufferPointer { symmetric in
        parts.antisymmetric.withUnsafeMutableBufferPointer { antisymmetric in
          // An image one pixel wide has no antisymmetric part: its buffer is empty, but has an address.
          let (symmetric, antisymmetric) = (symmetric.baseAddress!, antisymmetric.baseAddress!)
          parallel.forEach(chunk) { image, _ in
            withUnsafeTemporaryAllocation(of: Double.self, capacity: shape.count) { standardised in
              let source = pixels + (start + image) * count / used * shape.count
              Standardisation.apply(to: source, into: standardised.baseAddress!, count: shape.count)
              basis.split(
                standardised.baseAddress!, symmetric: symmetric + image * basis.symmetricCount,
                antisymmetric: antisymmetric + image * basis.antisymmetricCount)
            }
          }
        }
      }
      sums.symmetric.add(parts.symmetric, count: chunk, parallel: parallel)
      sums.antisymmetric.add(parts.antisymmetric, count: chunk, parallel: parallel)
    }
    let matrices = try whiten([sums.symmetric, sums.antisymmetric], dimension: shape.count, epsilon, parallel)
    return ImageWhitening(shape: shape, symmetric: matrices[0], antisymmetric: matrices[1])
  }

  /// The whitening matrices of several sums of squares, each on a thread of its own.
  private static func whiten(
    _ sums: [GramAccumulator], dimension: Int, _ epsilon: Double, _ parallel: Parallel
  ) throws -> [Tensor] {
    var results = [Result<Tensor, any Error>](repeating: .success(Tensor(shape: [0, 0])), count: sums.count)
    results.withUnsafeMutableBufferPointer { results in
      parallel.forEach(sums.count) { part, _ in
        let covariance = sums[part].gram.map { $0 / Double(dimension) }
        results[part] = Result {
          try ZCAWhitening.matrix(
            covariance: covariance, size: sums[part].columns, epsilon: epsilon, parallel: Parallel(threads: 1))
        }
      }
    }
    return try results.map { try $0.get() }
  }

  /// The whole matrix `[d, d]` over flattened images, for figures and checks; whitening does not need it.
  public var matrix: Tensor {
    let basis = MirrorBasis(shape)
    let dimension = shape.count
    var unit = [Float](repeating: 0, count: dimension)
    var matrix = Tensor(shape: [dimension, dimension])
    matrix.withUnsafeMutableBufferPointer { matrix in
      for row in 0..<dimension {
        unit[row] = 1
        let target = matrix.baseAddress! + row * dimension
        target.update(from: unit, count: dimension)
        whiten(target, count: 1, basis)
        unit[row] = 0
      }
    }
    return matrix
  }

  /// Whitens standardised images in place.
  ///
  /// - Parameter images: `[count, channels, height, width]`
  /// - Complexity: O(count · d²)
  public func apply(to images: UnsafeMutablePointer<Float>, count: Int, parallel: Parallel = Parallel()) {
    let basis = MirrorBasis(shape)
    let pieces = (count + Self.imagesPerProduct - 1) / Self.imagesPerProduct
    parallel.forEach(pieces) { piece, _ in
      let start = piece * Self.imagesPerProduct
      whiten(images + start * shape.count, count: min(Self.imagesPerProduct, count - start), basis)
    }
  }

  /// Whitens up to `imagesPerProduct` images on the calling thread.
  private func whiten(_ images: UnsafeMutablePointer<Float>, count: Int, _ basis: MirrorBasis) {
    let (s, a) = (basis.symmetricCount, basis.antisymmetricCount)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * count * shape.count) { scratch in
      let parts = scratch.baseAddress!
      let whitened = parts + count * shape.count
      for image in 0..<count {
        basis.split(
          images + image * shape.count, symmetric: parts + image * s, antisymmetric: parts + count * s + image * a)
      }
      multiply(parts, symmetric, into: whitened, count)
      multiply(parts + count * s, antisymmetric, into: whitened + count * s, count)
      for image in 0..<count {
        basis.join(
          symmetric: whitened + image * s, antisymmetric: whitened + count * s + image * a,
          into: images + image * shape.count)
      }
    }
  }

  private func multiply(
    _ parts: UnsafePointer<Float>, _ matrix: Tensor, into result: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    let size = matrix.shape[0]
    guard size > 0 else { return }
    matrix.withUnsafeBufferPointer { matrix in
      LinearAlgebra.multiply(
        parts, matrix.baseAddress!, into: result, rows: count, columns: size, inner: size,
        parallel: Parallel(threads: 1))
    }
  }
}
