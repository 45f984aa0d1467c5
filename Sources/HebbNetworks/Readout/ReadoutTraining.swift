/// How a read-out is trained by gradient on the features of a frozen network.
///
/// The gradient is that of the loss, averaged over a batch, plus ½ λ ‖w‖² for the weights.
public struct ReadoutTraining: Sendable, Equatable {
  public enum Optimiser: Sendable, Equatable {
    /// m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← w − η m̂ / (√v̂ + 10⁻⁸), with β₁ = 0.9, β₂ = 0.999 and the
    /// moments corrected for their start at 0.
    ///
    /// > Reference: D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
    case adam
    /// m ← μ m + g, w ← w − η m.
    case sgd(momentum: Double)
  }

  public var loss: ReadoutLoss
  public var optimiser: Optimiser
  /// η in the first epoch.
  public var learningRate: Double
  /// Images per step.
  public var batch: Int
  /// Passes over the features.
  public var epochs: Int
  /// Fractions of the epochs at which the learning rate is halved.
  public var halvings: [Double]
  /// The probability with which a feature of an image is hidden in a step; those that are seen are divided by what is
  /// left of 1. A multiple of 2⁻¹⁶, to which other values are rounded.
  public var dropout: Double
  /// λ
  public var weightDecay: Double

  public init(
    loss: ReadoutLoss = .crossEntropy, optimiser: Optimiser = .adam,
    learningRate: Double = 1e-3, batch: Int = 64, epochs: Int = 50,
    halvings: [Double] = [0.2, 0.35, 0.5, 0.6, 0.7, 0.8, 0.9], dropout: Double = 0.5, weightDecay: Double = 0
  ) {
    self.loss = loss
    self.optimiser = optimiser
    self.learningRate = learningRate
    self.batch = batch
    self.epochs = epochs
    self.halvings = halvings
    self.dropout = dropout
    self.weightDecay = weightDecay
  }

  /// η of an epoch, counted from 0: halved once for every fraction whose epoch has come.
  func rate(epoch: Int) -> Double {
    // A fraction like 0.7 is not exact, and must not come an epoch late for it.
    learningRate / Double(1 << min(halvings.count { Int($0 * Double(epochs) + 1e-9) <= epoch }, 62))
  }

  /// How many of 2¹⁶ features are seen; at least one.
  var keptOf65536: UInt32 { UInt32(max(1, 65_536 - (dropout * 65_536).rounded())) }
}
