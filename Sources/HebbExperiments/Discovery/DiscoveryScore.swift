/// A figure on a rule, with its standard error if it is a mean over samples.
public struct DiscoveryScore: Sendable, Equatable, Encodable {
  /// "5-way 1-shot accuracy".
  public let name: String
  /// Not finite if it could not be measured, for example because the weights diverged.
  public let value: Double
  public let standardError: Double?

  public init(_ name: String, _ value: Double, standardError: Double? = nil) {
    (self.name, self.value, self.standardError) = (name, value, standardError)
  }

  /// The mean of independent samples, and its standard error if there are at least two.
  public init(_ name: String, samples: [Double]) {
    let count = Double(samples.count)
    let mean = samples.reduce(0, +) / count
    let squares = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.init(name, mean, standardError: count > 1 ? (squares / (count - 1) / count).squareRoot() : nil)
  }

  private enum CodingKeys: CodingKey { case name, value, standardError }

  /// What is not finite is null: JSON has no word for it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(value.isFinite ? value : nil, forKey: .value)
    try container.encode(standardError.flatMap { $0.isFinite ? $0 : nil }, forKey: .standardError)
  }
}
