import Foundation
import HebbNetworks
import HebbTensor

/// Softmax regression of the labels on the last layer's activity, learned batch by batch while the layers learn.
///
/// o = W z + b, loss −log softmax(o) of the label; the gradient of the batch's mean loss is (softmax(o) − label) zᵀ. The
/// layers never see it: they stay free of labels.
struct JointReadout {
  let specification: JointReadoutSpecification
  let seed: UInt64
  /// `[classes, features + 1]`; the last column is the bias.
  var weights: Tensor
  /// What the optimiser remembers, in the shape of the weights: the velocity, and Adam's mean of squares.
  var memory: [Tensor]
  /// Batches learned from.
  var steps: Int
  /// Of the present epoch.
  var tally = Tally()

  /// How the answers were that were given before learning from them.
  struct Tally: Codable, Equatable {
    var images = 0
    var correct = 0
    var loss = 0.0
  }

  /// Weights from −1/√features to 1/√features, evenly.
  init(_ specification: JointReadoutSpecification, features: Int, classes: Int, seed: UInt64) {
    self.specification = specification
    self.seed = seed
    var random = RandomStream(seed: seed, "readout.weights")
    let reach = 1 / Float(features).squareRoot()
    weights = Tensor(
      shape: [classes, features + 1],
      elements: (0..<classes * (features + 1)).map { _ in reach * (2 * random.uniform() - 1) })
    memory = (specification.optimiser == .adam ? 0..<2 : 0..<1).map { _ in Tensor(shape: [classes, features + 1]) }
    steps = 0
  }

  var classes: Int { weights.shape[0] }
  var features: Int { weights.shape[1] - 1 }

  /// As it is now.
  var linear: LinearReadout {
    let (classes, features, elements) = (classes, features, weights.elements)
    let transposed = (0..<features * classes).map { elements[$0 % classes * (features + 1) + $0 / classes] }
    return LinearReadout(
      weights: Tensor(shape: [features, classes], elements: transposed),
      intercept: (0..<classes).map { elements[$0 * (features + 1) + features] })
  }

  /// One step along the gradient of a batch's mean loss.
  ///
  /// - Parameters:
  ///   - activity: `[images, features]`
  ///   - rateFactor: what the learning rate is multiplied by, as its schedule says.
  mutating func learn(from activity: Tensor, labels: [Int], rateFactor: Double, parallel: Parallel) {
    let z = Self.withOnes(specification.dropout > 0 ? dropping(activity) : activity)
    var error = LinearAlgebra.multiply(z, weights, transposingB: true, parallel: parallel)
    let answers = LinearReadout.largest(error)
    Softmax.apply(toRowsOf: &error, inverseTemperature: 1)
    for (image, label) in labels.enumerated() {
      tally.loss -= log(Double(max(error[image, label], .leastNormalMagnitude)))
      tally.correct += answers[image] == label ? 1 : 0
      error[image, label] -= 1
    }
    tally.images += labels.count
    let share = 1 / Float(max(labels.count, 1))
    let gradient = LinearAlgebra.multiply(error.mapped { share * $0 }, z, transposingA: true, parallel: parallel)
    steps += 1
    let rate = Float(specification.learningRate * rateFactor)
    switch specification.optimiser {
    case .sgd(let momentum): descend(gradient, rate: rate, momentum: Float(momentum))
    case .adam: descendByAdam(gradient, rate: rate, parallel: parallel)
    }
  }

  private mutating func descend(_ gradient: Tensor, rate: Float, momentum: Float) {
    gradient.withUnsafeBufferPointer { gradient in
      weights.withUnsafeMutableBufferPointer { weights in
        memory[0].withUnsafeMutableBufferPointer { velocity in
          for i in gradient.indices {
            velocity[i] = momentum * velocity[i] + gradient[i]
            weights[i] -= rate * velocity[i]
          }
        }
      }
    }
  }

  private mutating func descendByAdam(_ gradient: Tensor, rate: Float, parallel: Parallel) {
    var adam = Adam(learningRate: rate)
    if steps > 1 { adam.restore(step: steps - 1, means: [memory[0]], squares: [memory[1]]) }
    // Nobody else holds what Adam writes to.
    var parameters = [weights]
    (weights, memory) = (Tensor(shape: [0]), [])
    adam.update(&parameters, gradients: [gradient], parallel: parallel)
    weights = parameters[0]
    memory = adam.means + adam.squares
  }

  /// Activity of which chance leaves out a fraction, and raises what stays so that its mean does not change.
  private func dropping(_ activity: Tensor) -> Tensor {
    var random = RandomStream(seed: seed, "readout.dropout.\(steps)")
    let dropout = Float(specification.dropout)
    let gain = 1 / (1 - dropout)
    return activity.mapped { z in random.uniform() < dropout ? 0 : gain * z }
  }

  /// Activity with a column of ones behind it, for the bias.
  private static func withOnes(_ activity: Tensor) -> Tensor {
    let (images, features) = (activity.shape[0], activity.shape[1])
    return Tensor(shape: [images, features + 1]) { out in
      activity.withUnsafeBufferPointer { activity in
        for image in 0..<images {
          let row = out + image * (features + 1)
          if features > 0 { row.update(from: activity.baseAddress! + image * features, count: features) }
          row[features] = 1
        }
      }
    }
  }
}
