/// An experiment on sequences that comes with Hebb.
public struct SequenceBuiltIn: Sendable {
  public let name: String
  /// The file's text, comments included.
  public let yaml: String

  public static let all = [
    SequenceBuiltIn(name: "hebbian-rnn", yaml: hebbianRNN), SequenceBuiltIn(name: "hebbian-gru", yaml: hebbianGRU),
  ]

  public func specification() throws -> SequenceSpecification { try SequenceSpecification(yaml: yaml, source: name) }
}
