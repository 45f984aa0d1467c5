import Foundation
import HebbPlasticity
import HebbTensor

/// The inputs that a neuron meets in its life, and the weights that it is born with.
struct PrincipalComponentLifetime: Sendable {
  enum End: Equatable {
    /// |cos| of the angle between weights and principal component, and ‖w‖.
    case learned(cosine: Double, length: Double)
    /// The weights grew beyond all bounds after a fraction of the lifetime.
    case diverged(after: Double)
  }

  /// η of the first step, for coefficients of about 1 and inputs of about unit variance.
  static let learningRate = 0.05
  /// The last step is smaller than the first by 1 plus this.
  private static let slowdown: Float = 10
  /// ‖w‖² from which weights count as diverged.
  private static let bound: Float = 100
  /// Steps between two looks at ‖w‖.
  private static let checkInterval = 16

  let inputs: Int
  /// The first principal component `[inputs]`, of unit length.
  let component: [Float]
  /// `[inputs]`
  let start: [Float]
  /// `[steps, inputs]`
  let samples: [Float]

  /// Draws a life: 8 to 16 inputs; a leading variance of ½ to 2 and others of 2 to 32 % of it along random axes; starting
  /// weights of length ½ to 2.
  init(steps: Int, using random: inout RandomStream) {
    let inputs = 8 + random.next(below: 9)
    let axes = Self.orthonormalAxes(inputs, using: &random)
    let variance = Self.half(toTwo: random.uniform())
    let deviations = (0..<inputs).map { axis in
      (variance * (axis == 0 ? 1 : 0.02 + 0.3 * random.uniform())).squareRoot()
    }
    let direction = (0..<inputs).map { _ in random.normal() }
    let length = Self.half(toTwo: random.uniform()) / Self.length(direction)
    start = direction.map { $0 * length }
    var samples = [Float](repeating: 0, count: steps * inputs)
    for step in 0..<steps {
      for axis in 0..<inputs {
        let coordinate = deviations[axis] * random.normal()
        for input in 0..<inputs { samples[step * inputs + input] += coordinate * axes[axis * inputs + input] }
      }
    }
    self.inputs = inputs
    self.samples = samples
    component = Array(axes[..<inputs])
  }

  /// From ½ to 2, with as many below 1 as above.
  private static func half(toTwo uniform: Float) -> Float { pow(4, uniform - 0.5) }

  private static func length(_ vector: [Float]) -> Float { vector.reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// Random directions at right angles `[count, count]`, by Gram–Schmidt.
  private static func orthonormalAxes(_ count: Int, using random: inout RandomStream) -> [Float] {
    var axes: [Float] = []
    axes.reserveCapacity(count * count)
    while axes.count < count * count {
      var vector = (0..<count).map { _ in random.normal() }
      // Twice, because the first pass leaves rounding errors where little of the vector remains.
      for _ in 0..<2 {
        for first in stride(from: 0, to: axes.count, by: count) {
          let overlap = (0..<count).reduce(0) { $0 + vector[$1] * axes[first + $1] }
          for index in 0..<count { vector[index] -= overlap * axes[first + index] }
        }
      }
      let length = length(vector)
      if length > 1e-3 { axes += vector.map { $0 / length } }
    }
    return axes
  }

  /// Lives this life with a rule. The loop allocates nothing.
  func live(by rule: PolynomialStep) -> End {
    let steps = samples.count / inputs
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: inputs) { weights in
      _ = weights.initialize(fromContentsOf: start)
      guard let w = weights.baseAddress else { return .diverged(after: 0) }
      return samples.withUnsafeBufferPointer { samples in
        for step in 0..<steps {
          let x = samples.baseAddress! + step * inputs
          let rate = 1 / (1 + Self.slowdown * Float(step) / Float(steps))
          rule.update(w, x: x, y: Self.dot(w, x, inputs), rate: rate, count: inputs)
          if (step + 1) % Self.checkInterval == 0, !(Self.dot(w, w, inputs) < Self.bound) {
            return .diverged(after: Double(step) / Double(steps))
          }
        }
        let square = Self.dot(w, w, inputs)
        guard square < Self.bound else { return .diverged(after: 1) }
        let length = square.squareRoot()
        let projection = component.withUnsafeBufferPointer { Self.dot(w, $0.baseAddress!, inputs) }
        // Weights that have vanished point nowhere.
        return .learned(cosine: length > 1e-6 ? Double(min(1, abs(projection) / length)) : 0, length: Double(length))
      }
    }
  }

  private static func dot(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float {
    var sum: Float = 0
    for index in 0..<count { sum += a[index] * b[index] }
    return sum
  }
}

extension PrincipalComponentTask {
  static func degrees(_ cosine: Double) -> Double { acos(min(1, cosine)) * 180 / .pi }
}
