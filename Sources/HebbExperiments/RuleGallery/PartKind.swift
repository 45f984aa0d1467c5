/// The kinds of parts that make up how a layer learns.
public enum PartKind: String, Sendable, CaseIterable {
  case rule
  case competition
  case homeostasis
  case constraint
}
