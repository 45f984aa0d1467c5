import HebbSupport
import HebbTensor

extension TrainingSpecification {
  /// How batches are divided among processes; nil if they stay whole.
  ///
  /// - Throws: `Problem` if there are more processes than images in a batch, or than shards.
  func division(among collective: any Collective) throws(Problem) -> BatchDivision? {
    guard collective.ranks > 1 || shards > 1 else { return nil }
    guard collective.ranks <= batch else {
      throw Problem(
        "a batch of \(batch) cannot be divided among \(collective.ranks) processes", at: "training.batch",
        advice: "Use at most \(batch) processes, or larger batches.")
    }
    return try BatchDivision(collective, shards: shards)
  }
}
