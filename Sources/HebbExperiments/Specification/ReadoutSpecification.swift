/// The linear decoder that measures what the learned features are worth.
public struct ReadoutSpecification: Sendable, Equatable {
  /// Added to the diagonal of the features' Gram matrix in the regression of the labels.
  public var ridge: Double

  /// A read-out that learns together with the layers, in place of the regression; nil for none.
  public var together: JointReadoutSpecification?

  public init(ridge: Double = 1, together: JointReadoutSpecification? = nil) {
    self.together = together
    self.ridge = ridge
  }
}
