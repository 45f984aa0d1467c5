public import HebbNetworks

/// How long the network learns, and in what portions.
public struct TrainingSpecification: Sendable, Equatable {
  /// Passes over the training images; 0 evaluates the untrained network.
  public var epochs: Int
  /// Images per update.
  public var batch: Int
  /// Batches at the start in which only the thresholds adapt, so that plasticity meets settled firing rates.
  public var burnIn: Int
  /// How the layers' learning rates change over the epochs.
  public var schedule: Schedule
  /// How the factors of matrix products are rounded, where the network's layers offer a choice.
  public var precision: Precision
  /// Into how many parts each batch is divided, whose sums are added in their order: the result is then the same for any
  /// number of processes. 1 for whole batches, or one part for each process.
  public var shards: Int

  public init(
    epochs: Int = 20, batch: Int = 100, burnIn: Int = 200, schedule: Schedule = .constant,
    precision: Precision = .float32, shards: Int = 1
  ) {
    self.epochs = epochs
    self.batch = batch
    self.burnIn = burnIn
    self.schedule = schedule
    self.precision = precision
    self.shards = shards
  }
}
