/// The kinds of parts that make up how a layer learns.
public enum PartKind: String, Sendable, CaseIterable, Encodable {
  case rule
  case competition
  case homeostasis
  case constraint

  /// As a heading over all of the kind.
  public var heading: String {
    switch self {
    case .rule: "Learning rules"
    case .competition: "Competition: from the neurons' inputs to the activity that the rule sees"
    case .homeostasis: "Homeostasis: thresholds that follow the activity"
    case .constraint: "Constraints of the weights, applied after every update"
    }
  }

  /// What one of them is called.
  public var title: String {
    switch self {
    case .rule: "learning rule"
    case .competition: "competition"
    case .homeostasis: "homeostasis"
    case .constraint: "constraint"
    }
  }

  /// The key of an experiment's layer that names such parts.
  var layerKey: LayerKey {
    switch self {
    case .rule: .rule
    case .competition: .competition
    case .homeostasis: .homeostasis
    case .constraint: .constraints
    }
  }
}
