import Foundation

/// Adam: every parameter moves at a pace of its own, the mean of its gradients over their root mean square.
///
/// With g the gradient at step t: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², and
/// w ← w − η (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε).
///
/// ```swift
/// var optimiser = Adam()
/// optimiser.update(&weights, gradients: loss.gradients(withRespectTo: variables))
/// ```
///
/// > Reference: D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
public struct Adam: Sendable {
  /// η
  public var learningRate: Float
  /// β₁ and β₂
  public var decay: (mean: Float, square: Float)
  /// ε
  public var epsilon: Float
  /// t
  public private(set) var step = 0
  /// m and v of each parameter; empty before the first step.
  public private(set) var (means, squares): ([Tensor], [Tensor]) = ([], [])

  public init(learningRate: Float = 1e-3, decay: (mean: Float, square: Float) = (0.9, 0.999), epsilon: Float = 1e-8) {
    (self.learningRate, self.decay, self.epsilon) = (learningRate, decay, epsilon)
  }

  /// Goes on where an optimiser of the same settings was after `step` steps.
  ///
  /// Precondition: `means` and `squares` have the shapes of the parameters; both are empty if `step` is 0.
  public mutating func restore(step: Int, means: [Tensor], squares: [Tensor]) {
    precondition(
      step >= 0 && means.map(\.shape) == squares.map(\.shape) && (step > 0 || means.isEmpty),
      "\(means.count) means and \(squares.count) squares are not the state after \(step) steps")
    (self.step, self.means, self.squares) = (step, means, squares)
  }

  /// Moves all parameters by one step.
  ///
  /// Precondition: the gradients have the shapes of the parameters, and these are the same at every step.
  public mutating func update(_ parameters: inout [Tensor], gradients: [Tensor], parallel: Parallel = Parallel()) {
    precondition(parameters.map(\.shape) == gradients.map(\.shape), "gradients of other shapes than the parameters")
    if step == 0 {
      means = parameters.map { Tensor(shape: $0.shape) }
      squares = means
    }
    precondition(means.map(\.shape) == parameters.map(\.shape), "other parameters than at the last step")
    step += 1
    for index in parameters.indices {
      // Taken out, so that nobody else holds them while they are written to.
      var (w, m, v) = (parameters[index], means[index], squares[index])
      parameters[index] = Tensor(shape: [0])
      (means[index], squares[index]) = (Tensor(shape: [0]), Tensor(shape: [0]))
      move(&w, &m, &v, gradients[index], parallel)
      (parameters[index], means[index], squares[index]) = (w, m, v)
    }
  }

  private func move(
    _ w: inout Tensor, _ m: inout Tensor, _ v: inout Tensor, _ gradient: Tensor, _ parallel: Parallel
  ) {
    let (b1, b2, epsilon, count) = (decay.mean, decay.square, epsilon, w.count)
    let rate = learningRate / Float(1 - pow(Double(b1), Double(step)))
    let correction = 1 / Float(1 - pow(Double(b2), Double(step)))
    let block = 1 << 14
    w.withUnsafeMutablePointer { w in
      m.withUnsafeMutablePointer { m in
        v.withUnsafeMutablePointer { v in
          gradient.withUnsafePointer { g in
            nonisolated(unsafe) let (w, m, v, g) = (w, m, v, g)
            parallel.forEach((count + block - 1) / block) { piece, _ in
              for i in piece * block..<min((piece + 1) * block, count) {
                m[i] = b1 * m[i] + (1 - b1) * g[i]
                v[i] = b2 * v[i] + (1 - b2) * g[i] * g[i]
                w[i] -= rate * m[i] / ((v[i] * correction).squareRoot() + epsilon)
              }
            }
          }
        }
      }
    }
  }
}
