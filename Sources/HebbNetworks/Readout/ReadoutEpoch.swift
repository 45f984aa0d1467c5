/// What is recorded of a read-out's pass over the features.
public struct ReadoutEpoch: Sendable, Codable, Equatable {
  /// From 1.
  public let epoch: Int
  /// Mean over the images, each at the time it was shown, with dropout.
  public let loss: Double
  public let accuracy: Double
  public let learningRate: Double

  public init(epoch: Int, loss: Double, accuracy: Double, learningRate: Double) {
    (self.epoch, self.loss, self.accuracy, self.learningRate) = (epoch, loss, accuracy, learningRate)
  }
}
