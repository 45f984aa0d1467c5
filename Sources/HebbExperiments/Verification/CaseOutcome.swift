/// What became of one reference case.
public struct CaseOutcome: Sendable, Equatable {
  public enum Result: String, Sendable, Encodable {
    case match
    case differs
    case notSupported = "not supported"
  }

  /// The path as it was given.
  public let file: String
  public let name: String
  public let kind: String
  public let result: Result
  /// What the library lacks, if the case is not supported.
  public let reason: String?
  /// One for each expected result; none if the case is not supported.
  public let comparisons: [QuantityComparison]

  /// The largest of all results; nil if the case was not run.
  public var relativeError: Double? { comparisons.map(\.relativeError).max() }

  init(_ reference: ReferenceCase, comparisons: [QuantityComparison]) {
    (file, name, kind) = (reference.file, reference.name, reference.kind)
    result = comparisons.allSatisfy(\.matches) ? .match : .differs
    reason = nil
    self.comparisons = comparisons
  }

  init(_ reference: ReferenceCase, notSupported reason: String) {
    (file, name, kind) = (reference.file, reference.name, reference.kind)
    result = .notSupported
    self.reason = reason
    comparisons = []
  }
}

extension CaseOutcome: Encodable {
  private enum CodingKeys: CodingKey { case file, name, kind, result, reason, relativeError, relativeErrors }

  /// Errors that are not finite, which JSON does not have, are null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(file, forKey: .file)
    try container.encode(name, forKey: .name)
    try container.encode(kind, forKey: .kind)
    try container.encode(result, forKey: .result)
    try container.encode(reason, forKey: .reason)
    try container.encode(relativeError.flatMap(Self.finite), forKey: .relativeError)
    let errors = comparisons.map { ($0.name, Self.finite($0.relativeError)) }
    try container.encode(Dictionary(errors, uniquingKeysWith: { $1 }), forKey: .relativeErrors)
  }

  private static func finite(_ error: Double) -> Double? { error.isFinite ? error : nil }
}
