import HebbTensor

/// How well memories recalled what they had stored.
public struct RecallResult: Sendable, Encodable {
  /// One memory and one corruption.
  public struct Outcome: Sendable, Encodable {
    public let memory: MemoryKind
    public let corruption: String
    /// Cosine of the angle between a corrupted and the stored pattern, the mean over the recalled ones: for units that are
    /// +1 or −1, 1 minus twice the share of wrong units.
    public let overlapBefore: Double
    /// The same, after the recall.
    public let overlapAfter: Double
    /// The share of patterns whose overlap after the recall is above 0.99.
    public let recalled: Double
    /// Mean sweeps until nothing changed, that last one included.
    public let sweeps: Double
    /// The share of states that settled within the limit of sweeps.
    public let settled: Double
    /// Of the whole recall.
    public let seconds: Double
  }

  public let dataset: String
  public let patterns: Int
  public let units: Int
  public let queries: Int
  public let degree: Int
  public let inverseTemperature: Float
  public let isSynchronous: Bool
  public let seed: UInt64
  /// Corruption by corruption, in the order of the memories.
  public let outcomes: [Outcome]
}

/// The first few images of a recall, as they look.
struct RecalledImages: Sendable {
  let corruption: Corruption
  let isContinuous: Bool
  /// Values `[examples, units]` under the names of the rows of a picture.
  let rows: [(name: String, values: Tensor)]
}
