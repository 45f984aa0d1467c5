/// A softmax read-out that learns from the labels on the same pass as the layers learn without them.
public struct JointReadoutSpecification: Sendable, Equatable {
  /// How its weights follow the gradient of the cross-entropy, averaged over a batch.
  public enum Optimiser: String, Sendable, CaseIterable {
    /// v ← momentum · v + gradient; w ← w − learning rate · v.
    case sgd
    /// D. P. Kingma and J. L. Ba, "Adam: A method for stochastic optimization", ICLR 2015.
    case adam
  }

  public var optimiser: Optimiser
  public var learningRate: Double
  /// Of `sgd`, and the rate β₁ of `adam`.
  public var momentum: Double
  /// How the learning rate goes on from there.
  public var schedule: Schedule

  public init(
    optimiser: Optimiser = .adam, learningRate: Double = 1e-3, momentum: Double = 0.9, schedule: Schedule = .constant
  ) {
    self.optimiser = optimiser
    self.learningRate = learningRate
    self.momentum = momentum
    self.schedule = schedule
  }
}
