import CHebbKernels
import HebbPlasticity
import HebbSupport
import HebbTensor

/// Learning from a batch that is divided: ΔW of every shard is taken by itself, and all are added up.
extension PatchLayer {
  /// - Returns: how often each neuron's connections were strengthened in the whole batch.
  /// - Throws: `Problem` if the weights stop being finite or another process has failed.
  func learn(sums: PopulationSums, plastic: Bool, rateFactor: Double) throws(Problem) -> [Int] {
    let (plasticity, samples) = (description.plasticity, totalCount * geometry.offsets.count)
    var strengthened = [Int](repeating: 0, count: neurons)
    if plastic {
      strengthened = try sumShards(sums, samples: samples)
      try sums.division.collective.sum(&strengthened)
      let total = sums.changes.total
      let divisor = divisor(largest: largest(total), rows: samples) / Float(rateFactor)
      try advance(by: total, divisor: divisor) { _ in true }
    }
    if let homeostasis = plasticity.homeostasis {
      try sums.adapt(
        &thresholds, by: homeostasis, to: passes.map(\.response.y), samples: samples,
        target: plasticity.winners.map { Double($0) / Double(neurons) })
    }
    return strengthened
  }

  /// Brings together ΔW of all shards.
  ///
  /// - Returns: how often each neuron's connections were strengthened in this process's shards.
  private func sumShards(_ sums: PopulationSums, samples: Int) throws(Problem) -> [Int] {
    var strengthened = [Int](repeating: 0, count: neurons)
    var activities = passes.map(activity)
    try sums.complete(&activities, for: description.plasticity.rule, samples: samples, parallel: parallel)
    // Every shard finds the rule's memory as it was before the batch, and leaves it the same.
    let memory = state
    for (index, activity) in activities.enumerated() {
      state = memory
      let update = try update(for: activity, state: &state)
      let part = sums.changes.part(index)
      part.update(repeating: 0, count: sums.changes.count)
      _ = sumChanges(decays: list(update, of: passes[index]), into: part)
      for neuron in 0..<neurons { strengthened[neuron] += lists.positive[neuron] }
    }
    try sums.changes.reduce(parallel: parallel)
    return strengthened
  }

  /// The largest magnitude of a change.
  private func largest(_ changes: UnsafePointer<Float>) -> Float {
    let count = geometry.patchCount
    var parts = [Float](repeating: 0, count: neurons)
    parts.withUnsafeMutableBufferPointer { parts in
      nonisolated(unsafe) let (parts, changes) = (parts, changes)
      parallel.forEach(neurons) { neuron, _ in
        parts[neuron] = table.pointee.products.largest(changes + neuron * count, nil, count)
      }
    }
    return parts.reduce(0, max)
  }
}
