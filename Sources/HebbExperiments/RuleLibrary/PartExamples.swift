import Foundation
import HebbPlasticity

/// How a part is written: in an experiment file, and in Swift.
struct PartExamples {
  private let type: any NamedPart.Type
  private let kind: PartKind
  private let needs: Set<RuleNeed>
  private let isUnbounded: Bool

  /// - Parameter card: what is known of a rule; nil for other parts.
  init(_ type: any NamedPart.Type, kind: PartKind, card: RuleCard?) {
    (self.type, self.kind, needs) = (type, kind, card?.needs ?? [])
    isUnbounded = card?.properties.contains { $0.hasPrefix("unbounded") } ?? false
  }

  /// Names and values of the parameters that have a default, and examples of those that must be given.
  private var values: [(parameter: Parameter, value: ParameterValue)] {
    type.parameters.compactMap { parameter in
      if let standard = parameter.standard { return (parameter, standard) }
      return parameter.isOptional ? nil : (parameter, Self.example(of: parameter))
    }
  }

  /// A value for a parameter that has no default.
  private static func example(of parameter: Parameter) -> ParameterValue {
    switch parameter.kind {
    case .text: "x*y - y^2*w"
    case .number(let range): .number(min(max(1, range.lowerBound), range.upperBound))
    case .whole(let range): .number(Double(range.lowerBound))
    case .word(let words): .text(words.first ?? "")
    case .numbers: .numbers([0])
    }
  }

  // MARK: Files

  /// An experiment with one layer that uses the part, and below it what the part needs.
  var yaml: String {
    // Neurons that settle at every position of an image would take long.
    let isFoldiak = type.name == Foldiak.name
    var layer = ["channels: 100"]
    if needs.contains(.sequence), kind == .rule, !isCompetitive {
      layer.insert("kind: recurrent", at: 0)
    } else if isFoldiak || !needs.isDisjoint(with: [.reward, .outputError]) {
      layer.insert("kind: linear", at: 0)
    } else {
      layer.append("kernel: 5")
    }
    layer.append("\(kind.layerKey.rawValue): \(written)")
    if isFoldiak, kind == .rule { layer.append("competition: \(FoldiakCompetition.name)") }
    if isFoldiak { layer.append("homeostasis: \(FoldiakThreshold.name)") }
    if kind == .rule, !isCompetitive {
      if isUnbounded { layer.append("constraints: \(UnitNorm.name)") }
      // A sum over all positions of all images would make too large a step.
      layer += ["learningRate: 0.01", "scale: \(UpdateScale.mean.rawValue)"]
    }
    var lines = ["name: \(type.name)-example", "dataset: cifar10", "layers:"]
    lines += layer.enumerated().map { ($0 == 0 ? "  - " : "    ") + $1 }
    if !needs.isDisjoint(with: [.reward, .outputError]) {
      // The last layer answers, one neuron for each class, and is told how well.
      lines += [
        "  - kind: linear", "    channels: 10",
        "    rule: {name: \(FeedbackAlignment.name), feedback: \(FeedbackAlignment.Feedback.identity.rawValue)}",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// "oja", or "{name: bcm, rate: 0.1, decay: 0}".
  private var written: String {
    guard !values.isEmpty else { return type.name }
    let entries = values.map { "\($0.parameter.name): \($0.value.yaml)" }
    return "{\((["name: \(type.name)"] + entries).joined(separator: ", "))}"
  }

  private var isCompetitive: Bool { (type as? any LearningRule.Type)?.isCompetitive ?? false }

  // MARK: Swift

  var expression: String {
    if type.name == RewardModulated.name { return "RewardModulated(Hebb(), decay: 0)" }
    if type.name == Surrogate.name { return "Surrogate.hebb" }
    let arguments = values.map { parameter, value in
      // Swift's names begin with a small letter, also where the formula's do not.
      let label = parameter.name.prefix(1).lowercased() + parameter.name.dropFirst()
      return "\(label): \(Self.literal(value, parameter))"
    }
    return "\(type)(\(arguments.joined(separator: ", ")))"
  }

  private static func literal(_ value: ParameterValue, _ parameter: Parameter) -> String {
    switch (value, parameter.kind) {
    case (.text(let word), .word): ".\(word)"
    case (.text(let text), _): "\"\(text)\""
    default: value.yaml
    }
  }

  var swift: String {
    let made = [RewardModulated.name, PolynomialRule.name].contains(type.name) ? "try \(expression)" : expression
    let parts =
      switch kind {
      case .rule:
        type.name == Foldiak.name
          ? "rule: \(made), competition: [FoldiakCompetition()], homeostasis: FoldiakThreshold()"
          : isCompetitive ? "rule: \(made), competition: [WinnerTakeAll()]" : "rule: \(made)"
      case .competition: "rule: Instar(), competition: [\(made)]"
      case .homeostasis: "rule: Instar(), competition: [WinnerTakeAll()], homeostasis: \(made)"
      case .constraint: "rule: Hebb(), constraints: [\(made)]"
      }
    var arguments = ["from: x"]
    if needs.contains(.sequence) { arguments.append("lanes: 1") }
    if needs.contains(.reward) { arguments.append("signals: Signals(reward: reward)") }
    if needs.contains(.outputError) { arguments.append("signals: Signals(outputError: error)") }
    // A `try` stands before the whole expression.
    let attempt = made == expression ? "" : "try "
    return """
      let plasticity = \(attempt)Plasticity(\(parts.replacing("try ", with: "")))
      var neurons = Population(plasticity, weights: weights)  // [neurons, inputs]
      try neurons.learn(\(arguments.joined(separator: ", ")))  // [samples, inputs]

      """
  }
}
