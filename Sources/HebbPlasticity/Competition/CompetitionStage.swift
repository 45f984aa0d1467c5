/// A stage of the competition between the neurons of a layer: from their inputs to the activity that drives plasticity.
///
/// Stages are combined in a list, each working on what the one before has left; an empty list is no competition, y = u.
/// Rows compete separately: in a convolution the neurons (channels) at each position.
public protocol CompetitionStage: NamedPart {
  /// What it does, as a formula or a phrase.
  static var about: String { get }

  /// The activity `[samples, neurons]` after this stage. `state` is read only.
  func compete(_ activity: Rows, state: PlasticState) -> Rows

  /// Lets what the stage itself has learned (lateral weights) follow the activity y that came out of the whole
  /// competition. Does nothing by default.
  func adapt(to y: Rows, state: inout PlasticState)

  /// Whether `adapt` does anything. False by default.
  var adapts: Bool { get }
}

extension CompetitionStage {
  public func adapt(to y: Rows, state: inout PlasticState) {}
  public var adapts: Bool { false }
}
