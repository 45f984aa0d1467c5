public import HebbSupport
public import HebbTensor

/// What a population sums up over the shards of a batch that is divided, and the memory for it.
public final class PopulationSums {
  public let division: BatchDivision
  /// Of ΔW, in the layout that the population's owner chooses.
  public let changes: ShardedSum
  /// Of what homeostasis goes by.
  private let activity: ShardedSum
  /// Of what the rule has to know beforehand; made when its shape is known.
  private var beforehand: ShardedSum?

  /// - Parameter weights: how many values ΔW has.
  public init(_ division: BatchDivision, neurons: Int, weights: Int) {
    self.division = division
    changes = ShardedSum(count: weights, division)
    activity = ShardedSum(count: neurons, division)
  }

  /// Tells the activity of this process's shards what their rule has to know of the whole batch.
  ///
  /// - Parameter samples: how many rows the whole batch has.
  public func complete(
    _ shards: inout [Activity], for rule: any LearningRule, samples: Int, parallel: Parallel
  ) throws(Problem) {
    let own = shards.compactMap { rule.batchSums(of: $0) }
    guard let first = own.first else { return }
    let sum = beforehand ?? ShardedSum(count: first.count, division)
    beforehand = sum
    for (index, tensor) in own.enumerated() {
      tensor.withUnsafeBufferPointer { sum.part(index).update(from: $0.baseAddress!, count: sum.count) }
    }
    try sum.reduce(parallel: parallel)
    let total = Tensor(shape: first.shape) { $0.update(from: sum.total, count: sum.count) }
    for index in shards.indices { shards[index].whole = BatchSums(samples: samples, sums: total) }
  }

  /// Moves the thresholds after a batch.
  ///
  /// - Parameters:
  ///   - y: of this process's shards.
  ///   - samples: how many rows the whole batch has.
  public func adapt(
    _ thresholds: inout [Float], by homeostasis: any Homeostasis, to y: [Rows], samples: Int, target: Double?
  ) throws(Problem) {
    guard samples > 0 else { return }
    for (index, y) in y.enumerated() {
      activity.part(index).update(from: homeostasis.sums(of: y), count: activity.count)
    }
    try activity.reduce(parallel: Parallel(threads: 1))
    homeostasis.adapt(
      &thresholds, to: Array(UnsafeBufferPointer(start: activity.total, count: activity.count)), samples: samples,
      target: target)
  }
}
