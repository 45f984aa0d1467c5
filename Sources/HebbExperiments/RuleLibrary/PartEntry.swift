import Foundation
public import HebbPlasticity

/// What `hebb rules` says of a rule, or of another part of how a layer learns.
public struct PartEntry: Sendable, Equatable {
  public let kind: PartKind
  public let name: String
  public let aliases: [String]
  public let formula: String
  public let parameters: [Parameter]
  /// All there is to say of a rule; nil for other parts, which their formula explains.
  public let card: RuleCard?
  /// A whole experiment that uses the part.
  public let yaml: String
  /// A value of the part with its parameters at their defaults: "BCM(rate: 0.1, decay: 0)".
  public let expression: String
  /// How it is used in Swift, in a few lines.
  public let swift: String

  init(_ type: any LearningRule.Type) {
    self.init(type, kind: .rule, formula: type.card.formula, card: type.card)
  }

  init(_ type: any NamedPart.Type, kind: PartKind, formula: String, card: RuleCard? = nil) {
    let examples = PartExamples(type, kind: kind, card: card)
    self.kind = kind
    self.formula = formula
    self.card = card
    (name, aliases, parameters) = (type.name, type.aliases, type.parameters)
    (yaml, expression, swift) = (examples.yaml, examples.expression, examples.swift)
  }

  /// The first sentence of what a rule does.
  var firstSentence: String? {
    guard let summary = card?.summary else { return nil }
    return summary.range(of: ". ").map { String(summary[..<$0.lowerBound]) + "." } ?? summary
  }

  /// What the rule must be given, in words.
  var needs: [String] {
    RuleNeed.allCases.filter { card?.needs.contains($0) ?? false }.map { need in
      switch need {
      case .reward: "one reward per sample; in training, whether the last layer names the right class"
      case .outputError: "the error of the network's output; in training, that of the last layer against the labels"
      case .sequence:
        "rows in the order of time; in training, the positions of an image, or its rows in a recurrent layer"
      }
    }
  }
}

extension PartEntry: Encodable {
  private enum CodingKeys: String, CodingKey {
    case kind, name, aliases, formula, canonical, summary, properties, parameters, source, needs, yaml, swift
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
    try container.encode(name, forKey: .name)
    try container.encode(aliases, forKey: .aliases)
    try container.encode(formula, forKey: .formula)
    try container.encode(parameters.map(ParameterEntry.init), forKey: .parameters)
    try container.encode(yaml, forKey: .yaml)
    try container.encode(swift, forKey: .swift)
    guard let card else { return }
    try container.encode(card.canonical, forKey: .canonical)
    try container.encode(card.summary, forKey: .summary)
    try container.encode(card.properties, forKey: .properties)
    try container.encode(card.source, forKey: .source)
    try container.encode(RuleNeed.allCases.filter(card.needs.contains).map(\.rawValue), forKey: .needs)
  }
}

/// A parameter as JSON.
private struct ParameterEntry: Encodable {
  let parameter: Parameter

  init(_ parameter: Parameter) { self.parameter = parameter }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: PartKey.self)
    try container.encode(parameter.name, forKey: PartKey(stringValue: "name"))
    try container.encode(parameter.allowed, forKey: PartKey(stringValue: "allowed"))
    try container.encode(parameter.about, forKey: PartKey(stringValue: "about"))
    try container.encode(
      parameter.standard == nil && !parameter.isOptional, forKey: PartKey(stringValue: "isRequired"))
    let key = PartKey(stringValue: "default")
    if let standard = parameter.standard {
      try standard.encode(to: &container, forKey: key)
    } else {
      try container.encodeNil(forKey: key)
    }
  }
}
