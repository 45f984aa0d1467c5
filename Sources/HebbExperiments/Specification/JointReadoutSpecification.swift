public import HebbNetworks

/// A softmax read-out that learns from the labels on the same pass as the layers learn without them.
public struct JointReadoutSpecification: Sendable, Equatable {
  /// How its weights follow the gradient of the cross-entropy, averaged over a batch.
  public var optimiser: ReadoutTraining.Optimiser
  /// At the start.
  public var learningRate: Double
  /// How the learning rate goes on from there.
  public var schedule: Schedule
  /// The fraction of the features that are left out of each image that is learned from, by chance; the others are
  /// raised by 1/(1 − dropout).
  public var dropout: Double

  public init(
    optimiser: ReadoutTraining.Optimiser = .adam, learningRate: Double = 1e-3, schedule: Schedule = .constant,
    dropout: Double = 0
  ) {
    self.optimiser = optimiser
    self.learningRate = learningRate
    self.schedule = schedule
    self.dropout = dropout
  }
}

/// The keys of a read-out's `together`, in the order in which they are written.
enum JointReadoutKey: String, CaseIterable, CodingKey {
  case optimiser, learningRate, schedule, dropout
}

extension JointReadoutSpecification {
  /// Of a YAML file.
  init(_ reader: KeyedReader<JointReadoutKey>) throws {
    let defaults = Self()
    self.init(
      optimiser: try reader.optimiser(.optimiser) ?? defaults.optimiser,
      learningRate: try reader.optional(.learningRate) ?? defaults.learningRate,
      schedule: try reader.schedule(.schedule) ?? defaults.schedule,
      dropout: try reader.optional(.dropout) ?? defaults.dropout)
  }

  /// As a mapping on one line.
  var yaml: String {
    "{optimiser: \(PartDescription(optimiser).yaml), learningRate: \(learningRate), "
      + "schedule: \(PartDescription(schedule).yaml), dropout: \(dropout)}"
  }

  func encode(to container: inout KeyedEncodingContainer<JointReadoutKey>) throws {
    try container.encode(PartDescription(optimiser), forKey: .optimiser)
    try container.encode(learningRate, forKey: .learningRate)
    try container.encode(PartDescription(schedule), forKey: .schedule)
    try container.encode(dropout, forKey: .dropout)
  }

  func checkValues() throws(SpecificationViolation) {
    try checkValue(learningRate, in: .closed(0, 1e6), at: "readout", "together", "learningRate")
    try checkValue(dropout, in: .closed(0, 0.99), at: "readout", "together", "dropout")
    if case .sgd(let momentum) = optimiser {
      try checkValue(momentum, in: .closed(0, 0.9999), at: "readout", "together", "optimiser")
    }
  }
}
