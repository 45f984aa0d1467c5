import CHebbKernels
public import HebbSupport
public import HebbTensor

/// The features of a data set's images as a frozen network passed them on once, in 16 bits each.
///
/// IEEE half-precision numbers keep 11 significant bits between 2⁻¹⁴ and 2¹⁶. All features are multiplied by one factor,
/// chosen from those that are written first.
public final class FeatureCache {
  /// In what units a read-out sees the features.
  public enum Scale: Sendable {
    /// In their own; they are stored times a power of two, so that the first end below 2¹⁰ and there is room for larger.
    case own
    /// Divided by their root mean square, for features of unknown size.
    case unitMeanSquare
  }

  public let images: Int
  /// How often each image is there: once, or once more mirrored.
  public let views: Int
  public let features: Int
  public let scale: Scale
  /// What features are multiplied by when they are stored; known from the first that are written.
  public private(set) var gain: Float?

  /// Values from one row to the next: whole tiles, and an odd number of cache lines, so that the same feature of many
  /// rows does not fall into the same few places of a cache.
  let stride: Int
  let memory: FeatureMemory
  let kernels: UnsafePointer<HebbKernels>

  /// - Parameters:
  ///   - views: 1 or 2.
  ///   - kernels: which instruction set's kernels to use; nil for the best.
  /// - Throws: `Problem` if there is no room for the features.
  public convenience init(
    images: Int, views: Int = 1, features: Int, scale: Scale = .own, kernels: String? = nil
  ) throws(Problem) {
    try self.init(
      images: images, views: views, features: features, scale: scale, kernels: kernels,
      memory: { count throws(Problem) in try FeatureMemory(count: count) })
  }

  init(
    images: Int, views: Int, features: Int, scale: Scale, kernels name: String?,
    memory: (Int) throws(Problem) -> FeatureMemory
  ) throws(Problem) {
    precondition(images >= 1 && features >= 1 && (1...2).contains(views))
    guard let kernels = name.map({ hebb_kernels_named($0) }) ?? hebb_kernels() else {
      throw Problem("there are no \(name ?? "") kernels on this machine", advice: "Use avx512, avx2 or base.")
    }
    (self.images, self.views, self.features) = (images, views, features)
    (self.scale, self.kernels) = (scale, kernels)
    let tile = Int(HEBB_READOUT_TILE)
    // A tile is two cache lines: half of one more makes the number odd.
    stride = (features + tile - 1) / tile * tile + tile / 2
    self.memory = try memory(images * views * stride)
  }

  /// Stores the features of some images, the first image first.
  ///
  /// - Parameters:
  ///   - rows: `[count, features]`
  ///   - first: the image of the first row.
  ///   - view: 0, or 1 for mirrored images.
  /// - Throws: `Problem` if a feature is not finite.
  public func write(_ rows: Tensor, first: Int, view: Int = 0, parallel: Parallel = Parallel()) throws(Problem) {
    let count = rows.shape[0]
    precondition(
      rows.shape == [count, features] && first >= 0 && first + count <= images && (0..<views).contains(view))
    let gain = gain ?? suitableGain(for: rows)
    self.gain = gain
    var finite = [Bool](repeating: true, count: count)
    finite.withUnsafeMutableBufferPointer { finite in
      nonisolated(unsafe) let finite = finite
      rows.withUnsafeBufferPointer { rows in
        guard let base = rows.baseAddress else { return }
        nonisolated(unsafe) let rows = base
        parallel.forEach(count) { row, _ in
          let place = self.row(image: first + row, view: view)
          finite[row] = self.kernels.pointee.readout.to_halves(
            rows + row * self.features, self.features, gain, place)
          (place + self.features).update(repeating: 0, count: self.stride - self.features)
        }
      }
    }
    guard let bad = finite.firstIndex(of: false) else { return }
    throw Problem(
      "a feature is not a finite number", at: "image \(first + bad)",
      advice: "Check the weights of the network: a smaller learning rate may keep them finite.")
  }

  func row(image: Int, view: Int) -> UnsafeMutablePointer<UInt16> { memory.halves + (view * images + image) * stride }

  /// What scores of stored features are multiplied by for a read-out that sees them in the scale's units.
  var scoreScale: Float { scale == .own ? 1 / (gain ?? 1) : 1 }

  /// What weights of such a read-out are multiplied by to apply to features in their own units.
  var weightScale: Float { scale == .own ? 1 : gain ?? 1 }

  private func suitableGain(for rows: Tensor) -> Float {
    let values = rows.elements
    switch scale {
    case .own:
      let most = values.reduce(Float(0)) { max($0, $1.magnitude) }
      guard most.isFinite, most > 0 else { return 1 }
      // 2⁹ ≤ gain · most < 2¹⁰
      return Float(sign: .plus, exponent: min(max(9 - Int(most.exponent), -120), 120), significand: 1)
    case .unitMeanSquare:
      let square = values.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(max(1, values.count))
      let gain = Float(1 / square.squareRoot())
      return gain.isFinite && gain > 0 ? gain : 1
    }
  }
}
