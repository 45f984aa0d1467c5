import Foundation

/// What a read-out that is trained by gradient makes as small as it can.
public enum ReadoutLoss: Sendable, Equatable {
  /// −log softmax(z)ₗ, for the scores z of the classes and the label l.
  case crossEntropy
  /// Σ |c − t|ᵐ over the classes, with c = tanh(β z), and t = 1 for the label, −1 for the others.
  ///
  /// > Reference: D. Krotov, J. J. Hopfield, "Unsupervised learning by competing hidden units", PNAS 116 (2019),
  /// > doi:10.1073/pnas.1820458116, eq. 7.
  case power(exponent: Double, steepness: Double)

  /// The loss of one image, and its gradient with respect to the scores.
  ///
  /// - Parameters:
  ///   - scores: z `[classes]`
  ///   - errors: ∂loss/∂z `[classes]`
  func value(
    of scores: UnsafePointer<Float>, classes: Int, label: Int, errors: UnsafeMutablePointer<Float>
  ) -> Double {
    switch self {
    case .crossEntropy:
      // Relative to the largest score, no exponential exceeds 1.
      let most = (1..<classes).reduce(scores[0]) { max($0, scores[$1]) }
      var sum = 0.0
      for i in 0..<classes {
        let share = exp(Double(scores[i] - most))
        errors[i] = Float(share)
        sum += share
      }
      for i in 0..<classes { errors[i] = Float(Double(errors[i]) / sum) }
      errors[label] -= 1
      return log(sum) - Double(scores[label] - most)
    case .power(let exponent, let steepness):
      var sum = 0.0
      for i in 0..<classes {
        let c = tanh(steepness * Double(scores[i]))
        let difference = c - (i == label ? 1 : -1)
        let slope = exponent * pow(abs(difference), exponent - 1)
        sum += slope * abs(difference) / exponent
        errors[i] = Float((difference < 0 ? -slope : slope) * steepness * (1 - c * c))
      }
      return sum
    }
  }
}
