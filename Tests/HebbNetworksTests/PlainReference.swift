import Foundation
import HebbNetworks
import HebbPlasticity
import HebbTensor

/// One layer on one batch by plain loops in double precision: what every fast path is held against.
struct PlainReference {
  let description: LayerDescription
  let input: ImageShape
  let weights: [Double]
  let thresholds: [Double]

  struct Result {
    /// u − θ: `[images, channels, height, width]`.
    var drive: [Double]
    var activity: [Double]
    var height: Int
    var width: Int
  }

  /// Each image centred and scaled over all positions and channels.
  static func standardised(_ image: [Float]) -> [Double] {
    let values = image.map(Double.init)
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    return values.map { ($0 - mean) / (1e-10 + variance.squareRoot()) }
  }

  static func mirrored(_ image: [Float], _ shape: ImageShape) -> [Float] {
    image.indices.map { i in image[i / shape.width * shape.width + shape.width - 1 - i % shape.width] }
  }

  func run(_ images: [[Float]]) -> Result {
    let (k, o, p) = (description.kernel, description.channels, description.pool.size)
    let (height, width) = (input.height - k + 1, input.width - k + 1)
    var drive = [Double](repeating: 0, count: images.count * o * height * width)
    for (n, image) in images.enumerated() {
      let x = Self.standardised(image)
      for neuron in 0..<o {
        for y in 0..<height {
          for column in 0..<width {
            var u = -thresholds[neuron]
            forEachTap { tap, c, dy, dx in
              u += weights[neuron * tapCount + tap] * x[(c * input.height + y + dy) * input.width + column + dx]
            }
            drive[((n * o + neuron) * height + y) * width + column] = u
          }
        }
      }
    }
    let (pooledHeight, pooledWidth) = (height / p, width / p)
    var activity = [Double](repeating: 0, count: images.count * o * pooledHeight * pooledWidth)
    for n in images.indices {
      for y in 0..<pooledHeight * p {
        for x in 0..<pooledWidth * p {
          let column = (0..<o).map { drive[((n * o + $0) * height + y) * width + x] }
          let mean = column.reduce(0, +) / Double(o)
          let ranked = column.sorted(by: >)
          for neuron in 0..<o {
            let value: Double =
              switch description.activation {
              case .winners: column[neuron] > 0 && column[neuron] >= ranked[(description.winners ?? 1) - 1] ? 1 : 0
              case .triangle: max(0, column[neuron] - mean)
              case .rectified: max(0, column[neuron])
              case .linear: column[neuron]
              case .tanh: tanh(column[neuron])
              }
            activity[((n * o + neuron) * pooledHeight + y / p) * pooledWidth + x / p] += value / Double(p * p)
          }
        }
      }
    }
    return Result(drive: drive, activity: activity, height: height, width: width)
  }

  /// Σ y x − m w for given winners, with `connected` telling which weights exist.
  func weightChange(_ images: [[Float]], winners: [Float], connected: [Bool]) -> [Double] {
    let (k, o) = (description.kernel, description.channels)
    let (height, width) = (input.height - k + 1, input.width - k + 1)
    var change = [Double](repeating: 0, count: o * tapCount)
    for (n, image) in images.enumerated() {
      let x = Self.standardised(image)
      for neuron in 0..<o {
        for y in 0..<height {
          for column in 0..<width where winners[((n * o + neuron) * height + y) * width + column] == 1 {
            forEachTap { tap, c, dy, dx in
              let i = neuron * tapCount + tap
              guard connected[i] else { return }
              change[i] += x[(c * input.height + y + dy) * input.width + column + dx]
              if !(description.plasticity.rule is Hebb) { change[i] -= weights[i] }
            }
          }
        }
      }
    }
    return change
  }

  private var tapCount: Int { input.channels * description.kernel * description.kernel }

  private func forEachTap(_ body: (_ tap: Int, _ channel: Int, _ row: Int, _ column: Int) -> Void) {
    let k = description.kernel
    for tap in 0..<tapCount { body(tap, tap / (k * k), tap / k % k, tap % k) }
  }
}

/// ‖a − b‖ / ‖b‖ (0 if both vanish).
func relativeError(_ a: [Float], _ b: [Double]) -> Double {
  precondition(a.count == b.count)
  let difference = zip(a, b).reduce(0) { $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) }
  let size = b.reduce(0) { $0 + $1 * $1 }
  return size == 0 ? difference.squareRoot() : (difference / size).squareRoot()
}
