/// What a parameter of a part may be: its name, default and range, and what it does.
public struct Parameter: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case number(in: ClosedRange<Double>)
    case whole(in: ClosedRange<Int>)
    case word(oneOf: [String])
    case text
    case numbers
  }

  public let name: String
  public let kind: Kind
  /// What holds where nothing is given; nil if the parameter must be given, or is left out as a rule (`isOptional`).
  public let standard: ParameterValue?
  /// Whether the parameter may be missing although it has no default.
  public let isOptional: Bool
  /// What it does, as a phrase: "inverse temperature of the softmax".
  public let about: String

  public static func number(
    _ name: String, _ standard: Double, in range: ClosedRange<Double>, _ about: String
  ) -> Parameter {
    Parameter(name: name, kind: .number(in: range), standard: .number(standard), isOptional: false, about: about)
  }

  /// A number that may be left out.
  public static func optionalNumber(_ name: String, in range: ClosedRange<Double>, _ about: String) -> Parameter {
    Parameter(name: name, kind: .number(in: range), standard: nil, isOptional: true, about: about)
  }

  public static func whole(_ name: String, _ standard: Int, in range: ClosedRange<Int>, _ about: String) -> Parameter {
    Parameter(
      name: name, kind: .whole(in: range), standard: .number(Double(standard)), isOptional: false, about: about)
  }

  public static func word(_ name: String, _ standard: String, oneOf words: [String], _ about: String) -> Parameter {
    Parameter(name: name, kind: .word(oneOf: words), standard: .text(standard), isOptional: false, about: about)
  }

  /// Text that must be given.
  public static func text(_ name: String, _ about: String) -> Parameter {
    Parameter(name: name, kind: .text, standard: nil, isOptional: false, about: about)
  }

  /// One number per neuron, which may be left out.
  public static func numbers(_ name: String, _ about: String) -> Parameter {
    Parameter(name: name, kind: .numbers, standard: nil, isOptional: true, about: about)
  }

  /// The values that are allowed, for errors and `hebb rules`: "0 to 1".
  public var allowed: String {
    switch kind {
    case .number(let range): Self.words(range.lowerBound, range.upperBound)
    case .whole(let range):
      range.upperBound == .max
        ? "whole numbers from \(range.lowerBound)" : "whole numbers from \(range.lowerBound) to \(range.upperBound)"
    case .word(let words): words.joined(separator: ", ")
    case .text: "text"
    case .numbers: "a list with one number per neuron"
    }
  }

  private static func words(_ low: Double, _ high: Double) -> String {
    switch (low > -.greatestFiniteMagnitude, high < .greatestFiniteMagnitude) {
    case (true, true): "\(low.formatted) to \(high.formatted)"
    case (true, false): "at least \(low.formatted)"
    case (false, true): "at most \(high.formatted)"
    case (false, false): "any number"
    }
  }
}

extension ClosedRange<Double> {
  public static var anyNumber: Self { -.greatestFiniteMagnitude ... .greatestFiniteMagnitude }
  public static var notNegative: Self { 0 ... .greatestFiniteMagnitude }
}
