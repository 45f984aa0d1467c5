import HebbSupport
import HebbTensor

/// Batch normalisation without affine parameters: x̂ = (x − mean of the channel) / √(its variance + ε).
///
/// While the network learns, mean and variance are those of the batch, over images and positions, and running figures
/// follow them; a network at rest uses the running figures.
///
/// > Reference: S. Ioffe and C. Szegedy, "Batch normalization", ICML 2015.
struct BatchNormalisation: Sendable {
  /// ε
  static let epsilon = 1e-5
  /// How far the running figures follow a batch.
  static let momentum = 0.1
  static let meanName = "normalisation.mean"
  static let varianceName = "normalisation.variance"

  /// Of each channel.
  private(set) var mean: [Float]
  private(set) var variance: [Float]

  init(channels: Int) {
    mean = [Float](repeating: 0, count: channels)
    variance = [Float](repeating: 1, count: channels)
  }

  /// What a batch has shown of one channel after the other.
  struct Statistics {
    var mean: [Double]
    /// Mean squared distance from the mean.
    var variance: [Double]
    /// Values per channel.
    var count: Int

    var isFinite: Bool { mean.allSatisfy(\.isFinite) && variance.allSatisfy(\.isFinite) }
  }

  static func problem(at place: String) -> Problem {
    Problem(
      "the activity that enters the layer is not finite", at: place,
      advice: "Check the data for NaN, or lower the layer's learning rate; earlier checkpoints are untouched.")
  }

  /// x̂ = (x − shift) · scale, channel by channel.
  struct Affine {
    var shift: [Float]
    var scale: [Float]

    static func identity(channels: Int) -> Affine {
      Affine(shift: [Float](repeating: 0, count: channels), scale: [Float](repeating: 1, count: channels))
    }
  }

  static func affine(of statistics: Statistics) -> Affine {
    Affine(
      shift: statistics.mean.map { Float($0) },
      scale: statistics.variance.map { Float(1 / ($0 + epsilon).squareRoot()) })
  }

  /// With the running figures.
  var affine: Affine {
    Affine(shift: mean, scale: variance.map { Float(1 / (Double($0) + Self.epsilon).squareRoot()) })
  }

  /// Moves the running figures towards a batch's; the variance towards its unbiased estimate.
  mutating func follow(_ batch: Statistics) {
    let unbiased = Double(batch.count) / Double(max(batch.count - 1, 1))
    for channel in mean.indices {
      mean[channel] += Float(Self.momentum * (batch.mean[channel] - Double(mean[channel])))
      variance[channel] += Float(Self.momentum * (unbiased * batch.variance[channel] - Double(variance[channel])))
    }
  }

  /// What a checkpoint keeps.
  var memory: [String: Tensor] {
    [
      Self.meanName: Tensor(shape: [mean.count], elements: mean),
      Self.varianceName: Tensor(shape: [variance.count], elements: variance),
    ]
  }

  /// Takes its own figures out of what a checkpoint has kept.
  ///
  /// - Throws: `Problem` if they are missing, of another size, or cannot be means and variances.
  mutating func restore(from memory: inout [String: Tensor], place: String) throws(Problem) {
    guard let mean = memory.removeValue(forKey: Self.meanName)?.elements,
      let variance = memory.removeValue(forKey: Self.varianceName)?.elements, mean.count == self.mean.count,
      variance.count == mean.count, mean.allSatisfy(\.isFinite), variance.allSatisfy({ $0.isFinite && $0 >= 0 })
    else {
      throw Problem(
        "the running mean and variance of the layer's normalisation are missing or damaged", at: place,
        advice: "Use a checkpoint that was saved by this version and specification.")
    }
    (self.mean, self.variance) = (mean, variance)
  }
}
