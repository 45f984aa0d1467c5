import Foundation
public import HebbTensor

/// What a read-out takes in: a layer's activity, perhaps summarised, perhaps to a power.
public struct ReadoutFeatures: Sendable, Codable, Equatable {
  public enum Summary: String, Sendable, Codable {
    /// Every value, `[channels, height, width]`.
    case values
    /// Means over the four quadrants of the positions, `[4, channels]`.
    case quadrants
  }

  /// From 0.
  public let layer: Int
  public let summary: Summary
  /// n in max(0, u)ⁿ, with u the activity divided by the length of the image that the network sees; nil for u itself.
  ///
  /// A high power of activity whose size varies with the image's contrast would make some images count a thousand times
  /// as much as others.
  public let exponent: Double?
  private let channels: Int
  private let height: Int
  private let width: Int

  public init(layer: Int, output: ImageShape, summary: Summary = .values, exponent: Double? = nil) {
    (self.layer, self.summary, self.exponent) = (layer, summary, exponent)
    (channels, height, width) = (output.channels, output.height, output.width)
  }

  /// Features per image.
  public var count: Int {
    summary == .quadrants ? Quadrants.featureCount(channels: channels) : channels * height * width
  }

  /// Writes the features of one image.
  ///
  /// - Parameters:
  ///   - activity: of the layer, `[channels, height, width]`.
  ///   - image: what the network saw.
  func write(
    _ activity: UnsafeBufferPointer<Float>, image: UnsafeBufferPointer<Float>,
    into features: UnsafeMutablePointer<Float>
  ) {
    guard let base = activity.baseAddress else { return }
    if summary == .quadrants {
      Quadrants.average(base, channels: channels, height: height, width: width, into: features)
    } else {
      features.update(from: base, count: count)
    }
    guard let exponent else { return }
    let length = image.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
    guard length > 0 else { return features.update(repeating: 0, count: count) }
    Self.raise(features, count: count, scale: Float(1 / length), to: Float(exponent))
  }

  /// x ← max(0, scale x)ⁿ: the whole powers as products, which are exact to the last bit, the rest by the library.
  private static func raise(_ x: UnsafeMutablePointer<Float>, count: Int, scale: Float, to exponent: Float) {
    let whole = Int(exponent)
    let rest = exponent - Float(whole)
    for i in 0..<count {
      let base = max(0, scale * x[i])
      var power: Float = rest == 0 ? 1 : rest == 0.5 ? base.squareRoot() : powf(base, rest)
      for _ in 0..<whole { power *= base }
      x[i] = power
    }
  }
}
