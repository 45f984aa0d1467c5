import Foundation
import HebbTensor

@testable import HebbNetworks

/// A linear classifier trained by gradient, written as the equations stand, in double precision.
struct PlainReadout {
  var weights: [[Double]]  // [classes][features]
  var intercept: [Double]
  var training: ReadoutTraining
  private var moments: [[[Double]]]
  private var steps = 0

  init(features: Int, classes: Int, _ training: ReadoutTraining) {
    weights = Array(repeating: Array(repeating: 0, count: features), count: classes)
    intercept = Array(repeating: 0, count: classes)
    self.training = training
    // Of weights and, behind them, the intercept.
    let zeros = Array(repeating: Array(repeating: 0.0, count: features + 1), count: classes)
    moments = [zeros, zeros]
  }

  func scores(_ x: [Double]) -> [Double] {
    zip(weights, intercept).map { w, b in zip(w, x).reduce(b) { $0 + $1.0 * $1.1 } }
  }

  /// One step along the mean gradient of the images' losses.
  mutating func learn(_ images: [[Double]], labels: [Int], rate: Double) {
    let (classes, features) = (weights.count, weights[0].count)
    var gradient = Array(repeating: Array(repeating: 0.0, count: features + 1), count: classes)
    for (x, label) in zip(images, labels) {
      let errors = Self.errors(training.loss, scores(x), label)
      for k in 0..<classes {
        for i in 0..<features { gradient[k][i] += errors[k] * x[i] / Double(images.count) }
        gradient[k][features] += errors[k] / Double(images.count)
      }
    }
    steps += 1
    for k in 0..<classes {
      for i in 0...features {
        let decayed = i < features ? gradient[k][i] + training.weightDecay * weights[k][i] : gradient[k][i]
        let change = step(decayed, k, i, rate)
        if i < features { weights[k][i] -= change } else { intercept[k] -= change }
      }
    }
  }

  private mutating func step(_ g: Double, _ k: Int, _ i: Int, _ rate: Double) -> Double {
    switch training.optimiser {
    case .adam:
      moments[0][k][i] = 0.9 * moments[0][k][i] + 0.1 * g
      moments[1][k][i] = 0.999 * moments[1][k][i] + 0.001 * g * g
      let first = moments[0][k][i] / (1 - pow(0.9, Double(steps)))
      let second = moments[1][k][i] / (1 - pow(0.999, Double(steps)))
      return rate * first / (second.squareRoot() + 1e-8)
    case .sgd(let momentum):
      moments[0][k][i] = momentum * moments[0][k][i] + g
      return rate * moments[0][k][i]
    }
  }

  static func loss(_ loss: ReadoutLoss, _ z: [Double], _ label: Int) -> Double {
    switch loss {
    case .crossEntropy: -log(exp(z[label]) / z.reduce(0) { $0 + exp($1) })
    case .power(let m, let beta):
      z.indices.reduce(0) { $0 + pow(abs(tanh(beta * z[$1]) - ($1 == label ? 1 : -1)), m) }
    }
  }

  /// ∂loss/∂z, by the equations.
  static func errors(_ loss: ReadoutLoss, _ z: [Double], _ label: Int) -> [Double] {
    z.indices.map { k in
      switch loss {
      case .crossEntropy: exp(z[k]) / z.reduce(0) { $0 + exp($1) } - (k == label ? 1 : 0)
      case .power(let m, let beta):
        {
          let c = tanh(beta * z[k])
          let d = c - (k == label ? 1 : -1)
          return m * pow(abs(d), m - 1) * (d < 0 ? -1 : 1) * beta * (1 - c * c)
        }()
      }
    }
  }
}
