import HebbSupport

/// One linear neuron, whose inputs become associated with its output: y = Σ wᵢ xᵢ.
public struct Associator: Sendable {
  public let rule: AssociationRule
  /// η
  public let rate: Double
  /// λ, of Hebb's rule; the others have none.
  public let decay: Double
  public private(set) var weights: [Double]

  /// - Parameter weights: one for each input.
  /// - Throws: `Problem` unless rate and decay are from 0 to 1.
  public init(rule: AssociationRule, rate: Double, decay: Double, weights: [Double]) throws {
    for (name, value) in [("--rate", rate), ("--decay", decay)] where !(0...1).contains(value) {
      throw Problem("\(value) is not from 0 to 1", at: name, advice: "0.1 is a good start.")
    }
    (self.rule, self.rate, self.decay, self.weights) = (rule, rate, decay, weights)
  }

  /// What the neuron answers by itself. Precondition: an input for each weight.
  public func response(to inputs: [Double]) -> Double {
    precondition(inputs.count == weights.count, "\(inputs.count) inputs for \(weights.count) weights")
    return zip(weights, inputs).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// One trial: the inputs are seen together with the output. Precondition: an input for each weight.
  public mutating func learn(_ pair: AssociationPair) {
    let (y, predicted) = (pair.output, response(to: pair.inputs))
    for (i, x) in pair.inputs.enumerated() {
      let w = weights[i]
      let change: Double
      switch rule {
      case .hebb: change = rate * x * y * (1 - w) - decay * abs(x - y) * w
      case .oja: change = rate * y * (x - y * w)
      case .outstar: change = rate * x * (y - w)
      case .rescorlaWagner: change = rate * x * (y - predicted)
      }
      weights[i] += change
    }
  }
}
