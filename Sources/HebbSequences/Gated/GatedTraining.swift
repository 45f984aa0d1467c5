/// How gated networks learn by gradient.
public struct GatedTraining: Sendable, Equatable {
  /// Adam's η.
  public var learningRate: Float
  /// Gradients whose norm, taken over all parameters together, is larger than this are scaled down to it; infinite for
  /// no limit.
  ///
  /// > Reference: R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural networks",
  /// > ICML 2013, algorithm 1.
  public var gradientNormLimit: Float

  public init(learningRate: Float = 1e-3, gradientNormLimit: Float = 1) {
    (self.learningRate, self.gradientNormLimit) = (learningRate, gradientNormLimit)
  }
}

/// What a step of training was like, before it changed anything.
public struct GatedStep: Sendable, Equatable {
  /// Mean cross-entropy of the answers that counted, in nats.
  public let loss: Double
  /// Answers that counted.
  public let answers: Int
  /// Of them, those whose largest output was the target's.
  public let correct: Int
  /// Of all parameters that learn by gradient together, before it was limited; nil if nothing was learned.
  public let gradientNorm: Double?

  public var accuracy: Double { Double(correct) / Double(max(answers, 1)) }
}
