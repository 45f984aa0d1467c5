public import HebbNetworks

/// The decoder that measures what the learned features are worth: trained on the labels, on a network that is frozen.
public struct ReadoutSpecification: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Linear regression of the one-hot labels with a penalty on the weights, in closed form.
    case ridge
    /// A linear classifier trained by gradient to give the label a large share of the softmax.
    case softmax
    /// The classifier of Krotov and Hopfield: a power of the rectified activity, outputs between −1 and 1, and a loss that
    /// only large errors count in.
    ///
    /// > Reference: D. Krotov, J. J. Hopfield, "Unsupervised learning by competing hidden units", PNAS 116 (2019),
    /// > doi:10.1073/pnas.1820458116.
    case power
  }

  /// Which layers have a read-out of their own.
  public enum Layers: String, Sendable, CaseIterable {
    case last, all
  }

  public var kind: Kind
  /// Of `ridge`: added to the diagonal of the features' Gram matrix in the regression of the labels.
  public var ridge: Double
  /// Of the kinds that are trained by gradient, as is what follows; `ridge` reads all layers.
  public var layers: Layers
  /// Whether each training image is learned from as it is and mirrored, one of the two drawn in each epoch, and a test
  /// image's scores are those of the image and its mirror image added.
  public var flips: Bool
  /// Of `power`: n in h = max(0, u)ⁿ, where u is the layer's activity for an image of length 1.
  public var exponent: Double
  public var training: ReadoutTraining
  /// A read-out that learns together with the layers, in place of all this; nil for none.
  public var together: JointReadoutSpecification?

  public init(
    kind: Kind = .ridge, ridge: Double = 1, layers: Layers = .last, flips: Bool = false, exponent: Double = 4.5,
    training: ReadoutTraining? = nil, together: JointReadoutSpecification? = nil
  ) {
    self.kind = kind
    self.ridge = ridge
    self.layers = layers
    self.flips = flips
    self.exponent = exponent
    self.training = training ?? Self.standardTraining(for: kind)
    self.together = together
  }

  /// The published settings: of SoftHebb's classifier, and of Krotov and Hopfield's.
  static func standardTraining(for kind: Kind) -> ReadoutTraining {
    kind == .power
      ? ReadoutTraining(loss: .power(exponent: 6, steepness: 1), batch: 100, dropout: 0) : ReadoutTraining()
  }
}
