public import HebbSupport
public import HebbTensor

/// Learning from a batch that is divided into shards: ΔW is the sum of those of all shards, wherever they are computed.
extension Population {
  /// A part of a batch whose response is known already.
  public struct Shard {
    /// `[samples, inputs]`
    let x: Tensor
    let response: Response
    let signals: Signals

    public init(x: Tensor, response: Response, signals: Signals) {
      (self.x, self.response, self.signals) = (x, response, signals)
    }
  }

  /// Learns from a batch of which this process has some shards, and others the rest.
  ///
  /// - Parameters:
  ///   - samples: how many rows the whole batch has.
  ///   - plastic: false to let thresholds alone adapt.
  ///   - rateFactor: what the learning rate is multiplied by, as a schedule says.
  /// - Throws: as `learn(from:)`, and if another process has failed.
  public mutating func learn(
    from shards: [Shard], samples: Int, sums: PopulationSums, plastic: Bool, rateFactor: Double, parallel: Parallel
  ) throws(Problem) {
    if plastic {
      let update = try update(for: shards, samples: samples, sums: sums, parallel: parallel)
      try apply(
        update, x: Tensor(shape: [0, inputs]), samples: samples, rateFactor: rateFactor, parallel: parallel)
    }
    guard let homeostasis = plasticity.homeostasis else { return }
    try sums.adapt(
      &thresholds, by: homeostasis, to: shards.map(\.response.y), samples: samples,
      target: plasticity.winners.map { Double($0) / Double(neurons) })
  }

  // A function of its own, so that nothing holds the weights when they change.
  @inline(never)
  private mutating func update(
    for shards: [Shard], samples: Int, sums: PopulationSums, parallel: Parallel
  ) throws(Problem) -> PlasticUpdate {
    var activities = shards.map {
      Activity(
        x: $0.x, w: weights, u: $0.response.u, y: $0.response.y, signals: $0.signals, place: place, seed: seed,
        parallel: parallel)
    }
    try sums.complete(&activities, for: plasticity.rule, samples: samples, parallel: parallel)
    let engine = UpdateEngine(parallel: parallel)
    // Every shard finds the rule's memory as it was before the batch, and leaves it the same.
    let memory = activities.count > 1 ? state : PlasticState()
    for (index, activity) in activities.enumerated() {
      var other = memory
      let update =
        index == 0
        ? try plasticity.rule.update(for: activity, state: &state)
        : try plasticity.rule.update(for: activity, state: &other)
      // Of the whole batch already: it follows from the sums that all processes have.
      if case .sparse = update { return update }
      engine.write(update, x: activity.x, weights: weights, into: sums.changes.part(index))
    }
    try sums.changes.reduce(parallel: parallel)
    return .direct(Tensor(shape: weights.shape) { $0.update(from: sums.changes.total, count: sums.changes.count) })
  }
}
