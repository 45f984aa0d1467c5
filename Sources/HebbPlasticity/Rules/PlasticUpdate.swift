public import HebbTensor

/// What a rule wants: the change of the weights ΔW, summed over the samples, before the learning rate.
public enum PlasticUpdate: Sendable {
  /// ΔW = AᵀX − M W
  case canonical(CanonicalUpdate)
  /// ΔW = Σ c xᵃ yᵇ wᶜ, with y `[samples, neurons]`.
  case polynomial(Polynomial, y: Tensor)
  /// ΔW itself, `[neurons, inputs]`.
  case direct(Tensor)
  /// ΔW where it is not zero.
  case sparse(SparseChange)
}

/// The canonical form of a rule: ΔW = AᵀX − M W.
///
/// A sum over samples, so that parts of a batch may be added in any grouping.
public struct CanonicalUpdate: Sendable {
  /// A `[samples, neurons]`: postsynaptic activity, modulated.
  public var post: Rows
  /// M.
  public var decay: Decay
  /// x̄ `[inputs]`, subtracted from every row of X; nil for none.
  public var presynapticMean: Tensor?

  public init(post: Rows, decay: Decay = .none, presynapticMean: Tensor? = nil) {
    self.post = post
    self.decay = decay
    self.presynapticMean = presynapticMean
  }
}

/// M, the decay of the canonical form, in the shapes that rules need.
public enum Decay: Sendable {
  /// M = 0
  case none
  /// M = d I, with d for the whole batch.
  case uniform(Float)
  /// M = diag(Σₙ D), D `[samples, neurons]`
  case perNeuron(Rows)
  /// M = diag(AᵀY), Y `[samples, neurons]`: every neuron subtracts what it explains itself.
  case diagonal(Tensor)
  /// M = AᵀY, of which the lower triangle alone is kept (`upToOwn`: neuron i subtracts what the neurons k ≤ i explain)
  /// or everything (`all`). Y `[samples, neurons]`.
  case reconstruction(Tensor, Extent)
  /// −W diag(Σₙ sₙ xₙ) in place of −M W: every synapse decays with its own input. s: one factor per sample.
  case perInput(sampleFactors: [Float])

  public enum Extent: Sendable {
    case all
    case upToOwn
  }
}

extension CanonicalUpdate {
  /// Every sample's share of the update times a factor of its own, as a reward does.
  public func scalingSamples(by factors: [Float]) -> CanonicalUpdate {
    var scaled = self
    scaled.post = post.scalingRows(by: factors)
    scaled.decay =
      switch decay {
      case .none: .none
      case .uniform(let total): .uniform(factors.isEmpty ? 0 : total * factors.reduce(0, +) / Float(factors.count))
      case .perNeuron(let rows): .perNeuron(rows.scalingRows(by: factors))
      // A stands on the left of M, too.
      case .diagonal(let y): .diagonal(y)
      case .reconstruction(let y, let extent): .reconstruction(y, extent)
      case .perInput(let own): .perInput(sampleFactors: zip(own, factors).map { $0 * $1 })
      }
    return scaled
  }
}
