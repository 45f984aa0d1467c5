import HebbTensor

/// In which order a sweep visits the units, for those who want to see a recall unit by unit.
public enum SweepOrder {
  /// All units, in the order of a sweep of `RecallSettings.Order.asynchronous`.
  ///
  /// - Parameter sweep: from 1.
  public static func units(_ count: Int, seed: UInt64, sweep: Int) -> [Int] {
    var random = RandomStream(seed: seed, "recall.sweep.\(sweep)")
    return random.permutation(of: count)
  }
}
