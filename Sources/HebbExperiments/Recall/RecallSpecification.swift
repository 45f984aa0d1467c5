import HebbSupport
public import HebbTensor

/// What a recall of images is to be.
public struct RecallSpecification: Sendable {
  public var dataset: String
  public var kinds: [MemoryKind]
  public var corruptions: [Corruption]
  /// Images that every memory stores.
  public var patterns: Int
  /// How many of them are corrupted and recalled.
  public var queries: Int
  /// Of the polynomial of the kind `dense`.
  public var degree: Int
  /// β of the kind `continuous`.
  public var inverseTemperature: Float
  /// Whether all units are updated at once, not one after the other.
  public var isSynchronous: Bool
  public var sweepLimit: Int
  public var seed: UInt64
  public var parallel: Parallel

  public init(
    dataset: String, kinds: [MemoryKind], corruptions: [Corruption], patterns: Int, queries: Int, degree: Int,
    inverseTemperature: Float, isSynchronous: Bool, sweepLimit: Int, seed: UInt64, parallel: Parallel = Parallel()
  ) {
    (self.dataset, self.kinds, self.corruptions) = (dataset, kinds, corruptions)
    (self.patterns, self.queries, self.degree) = (patterns, queries, degree)
    (self.inverseTemperature, self.isSynchronous, self.sweepLimit) = (inverseTemperature, isSynchronous, sweepLimit)
    (self.seed, self.parallel) = (seed, parallel)
  }

  /// - Throws: `Problem` if there is nothing to store or to recall, or more than there are images.
  func validate(imageCount: Int) throws {
    guard patterns >= 1, queries >= 1 else {
      throw Problem(
        "\(patterns) patterns and \(queries) of them to recall make no experiment", at: "--patterns",
        advice: "Store and recall at least one.")
    }
    guard patterns <= imageCount else {
      throw Problem(
        "\(patterns) patterns are more than the \(imageCount) training images of \(dataset)", at: "--patterns",
        advice: "Store at most \(imageCount).")
    }
    guard !kinds.isEmpty, !corruptions.isEmpty else {
      throw Problem("no memory or no corruption is given", advice: "Name at least one of each.")
    }
  }
}
