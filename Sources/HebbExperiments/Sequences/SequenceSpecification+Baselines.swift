import HebbPlasticity
import HebbSequences

extension SequenceSpecification {
  /// What the network is measured against: the same without learning below the output, and trained by back-propagation
  /// through time.
  public var baselines: [SequenceSpecification] {
    var (untrained, trained) = (self, self)
    (untrained.name, trained.name) = ("untrained", "backprop")
    switch model {
    case .hebbianRNN:
      (untrained.updater, untrained.network.plasticity.learningRate) = (.local, 0)
      untrained.isPlastic = false
      trained.updater = .backprop
    case .hebbianGRU: (untrained.projection, trained.projection) = (.frozen, .backPropagated)
    }
    return [untrained, trained]
  }
}
