import HebbSupport

/// What became of an associator's weights and responses, trial by trial.
public struct AssociationHistory: Sendable, Encodable {
  public let rule: AssociationRule
  /// Before the first trial and after each: `[trials + 1][inputs]`.
  public let weights: [[Double]]
  /// To the inputs of each distinct pair, at the same times: `[trials + 1][pairs]`.
  public let responses: [[Double]]

  /// The trials after which a phase ends.
  public let phaseEnds: [Int]

  /// Presents the pairs of each phase in turn, `trials` times each.
  ///
  /// - Parameters:
  ///   - phases: one after the other; all pairs have as many inputs as the associator.
  ///   - probes: inputs to which the responses are recorded.
  /// - Throws: `Problem` if a pair has another number of inputs.
  public init(
    of associator: Associator, phases: [[AssociationPair]], trials: Int, probes: [[Double]]
  ) throws {
    let width = associator.weights.count
    for pair in phases.joined() where pair.inputs.count != width {
      throw Problem(
        "the pair \(pair.text) has \(pair.inputs.count) inputs, others have \(width)", at: "--pair",
        advice: "Give every pair the same number of inputs.")
    }
    var neuron = associator
    var (weights, responses, ends) = ([neuron.weights], [probes.map(neuron.response)], [Int]())
    for phase in phases {
      for _ in 0..<trials {
        for pair in phase {
          neuron.learn(pair)
          weights.append(neuron.weights)
          responses.append(probes.map(neuron.response))
        }
      }
      ends.append(weights.count - 1)
    }
    (rule, self.weights, self.responses, phaseEnds) = (associator.rule, weights, responses, ends)
  }

  /// The weights after the last trial.
  public var finalWeights: [Double] { weights.last ?? [] }
  /// The responses after the last trial.
  public var finalResponses: [Double] { responses.last ?? [] }
}
