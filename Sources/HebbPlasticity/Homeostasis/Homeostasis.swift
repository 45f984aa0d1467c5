/// What keeps neurons neither silent nor always active: a threshold per neuron, subtracted from its input before the
/// competition, that follows its activity.
public protocol Homeostasis: NamedPart {
  /// What it does, as a formula.
  static var about: String { get }

  /// Moves the thresholds `[neurons]` after a batch.
  ///
  /// - Parameters:
  ///   - y: what came out of the competition.
  ///   - target: the mean activity that the competition allows a neuron, k / neurons for k winners, if it is known.
  func adapt(_ thresholds: inout [Float], to y: Rows, target: Double?)
}
