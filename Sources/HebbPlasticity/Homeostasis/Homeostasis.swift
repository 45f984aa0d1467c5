/// What keeps neurons neither silent nor always active: a threshold per neuron, subtracted from its input before the
/// competition, that follows its activity.
public protocol Homeostasis: NamedPart {
  /// What it does, as a formula.
  static var about: String { get }

  /// What the thresholds go by, of every neuron: a sum over the samples of what came out of the competition.
  func sums(of y: Rows) -> [Float]

  /// Moves the thresholds `[neurons]` after a batch.
  ///
  /// - Parameters:
  ///   - sums: those of the whole batch.
  ///   - samples: how many rows the batch had, above 0.
  ///   - target: the mean activity that the competition allows a neuron, k / neurons for k winners, if it is known.
  func adapt(_ thresholds: inout [Float], to sums: [Float], samples: Int, target: Double?)
}

extension Homeostasis {
  /// Moves the thresholds `[neurons]` after a batch of which y came out of the competition.
  public func adapt(_ thresholds: inout [Float], to y: Rows, target: Double?) {
    guard y.samples > 0 else { return }
    adapt(&thresholds, to: sums(of: y), samples: y.samples, target: target)
  }
}
