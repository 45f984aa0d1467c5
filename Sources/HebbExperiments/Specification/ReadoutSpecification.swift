/// The linear decoder that measures what the learned features are worth.
public struct ReadoutSpecification: Sendable, Equatable {
  /// Added to the diagonal of the features' Gram matrix in the regression of the labels.
  public var ridge: Double

  public init(ridge: Double = 1) {
    self.ridge = ridge
  }
}
