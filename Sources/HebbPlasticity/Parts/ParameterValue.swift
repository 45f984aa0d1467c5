/// A value that YAML, JSON or the command line can give to a parameter of a rule or another part.
public enum ParameterValue: Sendable, Equatable {
  case number(Double)
  case text(String)
  /// One number per neuron, for instance thresholds to start from.
  case numbers([Double])

  /// What the value is, for errors: "the number 3".
  public var summary: String {
    switch self {
    case .number(let number): "the number \(number.formatted)"
    case .text(let text): "“\(text)”"
    case .numbers(let numbers): "a list of \(numbers.count) numbers"
    }
  }
}

extension ParameterValue: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  public init(stringLiteral value: String) { self = .text(value) }
}

extension Double {
  /// The number as people write it: "3" rather than "3.0".
  var formatted: String {
    self == rounded() && magnitude < 1e15 ? String(Int(self)) : "\(self)"
  }
}
