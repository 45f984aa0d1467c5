/// Rectification: max(0, u). Every neuron for itself, but those below their thresholds stay silent.
public struct Rectified: CompetitionStage {
  public static let name = "rectified"
  public static let about = "max(0, u)"

  public init() {}
  public init(_ parameters: ParameterValues) {}

  public func compete(_ activity: Rows, state: PlasticState) -> Rows { activity.mapped { $0 > 0 ? $0 : 0 } }
}
