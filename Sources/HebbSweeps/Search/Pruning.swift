import Foundation

/// Which trials are given up before the end of their training.
public enum Pruning: Sendable, Codable, Equatable {
  case none
  /// Asynchronous successive halving: all trials begin with a small part of the training, and of those that have done a
  /// part the best 1/`factor` go on to one that is `factor` times as long.
  ///
  /// > Reference: L. Li et al., "A system for massively parallel hyperparameter tuning", MLSys 2020, algorithm 2.
  case halving(factor: Int, smallest: Double)
  /// The training is compared at so many points, evenly spread: a trial that is worse there than the median of the
  /// others ends.
  case median(points: Int)

  /// At how many parts of the whole training trials are compared, in ascending order; the last is 1.
  ///
  /// With few trials halving has fewer of them: the best of 1/`factor` of a handful would be nobody.
  public func rungs(trials: Int) -> [Double] {
    switch self {
    case .none: return [1]
    case .median(let points): return (1...points).map { Double($0) / Double(points) }
    case .halving(let factor, let smallest):
      var (rungs, fraction, needed) = ([1.0], 1 / Double(factor), factor)
      while fraction >= smallest * (1 - 1e-9), needed <= trials {
        rungs.insert(fraction, at: 0)
        fraction /= Double(factor)
        needed *= factor
      }
      return rungs
    }
  }
}
