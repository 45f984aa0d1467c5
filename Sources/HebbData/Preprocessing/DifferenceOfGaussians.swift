import Foundation
import HebbSupport
public import HebbTensor

/// Centre-surround filtering, as by the ganglion cells of the retina: an image minus its wide blur, lightly blurred.
///
/// y = G(σ_centre) ∗ x − G(σ_surround) ∗ x, per channel, each Gaussian cut off at three standard deviations of the
/// surround and normalised to sum 1 over the positions inside the image. Even light gives 0 everywhere, up to the border.
///
/// > Reference: R. W. Rodieck, "Quantitative analysis of cat retinal ganglion cell response to visual stimuli", Vision
/// > Research 5 (1965), doi:10.1016/0042-6989(65)90033-7. Standard deviations of 1 and 2 pixels: S. R. Kheradpisheh et
/// > al., "STDP-based spiking deep convolutional neural networks for object recognition", Neural Networks 99 (2018),
/// > doi:10.1016/j.neunet.2017.12.005 (with a window of 7 × 7; here 13 × 13, so that less of the surround is cut off).
public struct DifferenceOfGaussians: Sendable, Hashable {
  /// Standard deviation of the excitatory centre, in pixels.
  public let centre: Double
  /// Standard deviation of the inhibitory surround, in pixels.
  public let surround: Double

  /// - Throws: `Problem` unless 0 < centre < surround ≤ 100.
  public init(centre: Double = 1, surround: Double = 2) throws {
    guard centre > 0, surround > centre, surround <= 100 else {
      throw Problem(
        "a difference of Gaussians with centre \(centre) and surround \(surround) pixels does not exist",
        at: "differenceOfGaussians", advice: "Choose 0 < centre < surround ≤ 100, for example 1 and 2.")
    }
    self.centre = centre
    self.surround = surround
  }

  /// Filters images in place.
  ///
  /// - Parameter images: `[count, channels, height, width]`
  /// - Complexity: O(count · d · surround)
  public func apply(
    to images: UnsafeMutablePointer<Float>, count: Int, shape: ImageShape, parallel: Parallel = Parallel()
  ) {
    let (height, width) = (shape.height, shape.width)
    let plane = height * width
    let filters = [centre, surround].map { sigma in
      (
        down: Blur(sigma: sigma, length: height, radius: radius),
        across: Blur(sigma: sigma, length: width, radius: radius)
      )
    }
    parallel.forEach(count) { image, _ in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * plane) { scratch in
        let rows = scratch.baseAddress!
        let (narrow, wide) = (rows + plane, rows + 2 * plane)
        for channel in 0..<shape.channels {
          let pixels = images + image * shape.count + channel * plane
          for (filter, blurred) in zip(filters, [narrow, wide]) {
            // The Gaussian is a product, and so is its sum over a rectangle: blur along rows, then along columns.
            for row in 0..<height { filter.across.apply(along: pixels + row * width, into: rows + row * width) }
            filter.down.apply(across: rows, into: blurred, width: width)
          }
          for index in 0..<plane { pixels[index] = narrow[index] - wide[index] }
        }
      }
    }
  }

  private var radius: Int { Int((3 * surround).rounded(.up)) }
}

/// A Gaussian along one axis, normalised at each position over what lies inside.
private struct Blur {
  private let length: Int
  private let radius: Int
  /// Weights of the offsets −radius...radius.
  private let weights: [Float]
  /// 1 / sum of the weights that fall inside, for each position.
  private let scales: [Float]

  init(sigma: Double, length: Int, radius: Int) {
    self.length = length
    self.radius = radius
    let exact = (-radius...radius).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
    weights = exact.map { Float($0) }
    scales = (0..<length).map { position in
      let inside = max(-radius, -position)...min(radius, length - 1 - position)
      return Float(1 / inside.reduce(0) { $0 + exact[$1 + radius] })
    }
  }

  /// Blurs a line of `length` values. Offset by offset, so that the inner loop runs along memory.
  func apply(along source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>) {
    target.update(repeating: 0, count: length)
    for offset in -reach...reach {
      let weight = weights[offset + radius]
      for position in max(0, -offset)..<min(length, length - offset) {
        target[position] += weight * source[position + offset]
      }
    }
    for position in 0..<length { target[position] *= scales[position] }
  }

  /// Blurs every column of a plane `[length, width]`; the inner loop runs along the rows.
  func apply(across source: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, width: Int) {
    target.update(repeating: 0, count: length * width)
    for position in 0..<length {
      let line = target + position * width
      for other in max(0, position - reach)...min(length - 1, position + reach) {
        let weight = weights[other - position + radius] * scales[position]
        let from = source + other * width
        for column in 0..<width { line[column] += weight * from[column] }
      }
    }
  }

  /// The largest offset at which two positions exist.
  private var reach: Int { min(radius, length - 1) }
}
