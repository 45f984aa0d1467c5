import Foundation
public import HebbSupport

/// Rules with their parameters in one line: "oja", "bcm(rate: 0.2)", "bcm(threshold: [0.1, 0.4])".
extension LearningRules {
  /// - Throws: `Problem` for text that is no such line, an unknown rule, or wrong parameters.
  public static func make(expression: String) throws(Problem) -> any LearningRule {
    let text = expression.trimmed
    guard let open = text.firstIndex(of: "(") else { return try catalog.make(text) }
    guard text.last == ")" else { throw unreadable(expression) }
    let inside = text[text.index(after: open)...].dropLast().trimmed
    var given: [String: ParameterValue] = [:]
    for part in inside.isEmpty ? [] : splitOutsideBrackets(inside) {
      let pair = part.split(separator: ":", maxSplits: 1)
      guard pair.count == 2, let value = value(pair[1].trimmed), given[pair[0].trimmed] == nil else {
        throw unreadable(expression)
      }
      given[pair[0].trimmed] = value
    }
    return try catalog.make(text[..<open].trimmed, given)
  }

  /// The line from which `make(expression:)` makes an equal rule.
  public static func expression(of rule: any LearningRule) -> String {
    let given = rule.values.sorted { $0.key < $1.key }.map { "\($0.key): \(text($0.value))" }
    let name = type(of: rule).name
    return given.isEmpty ? name : "\(name)(\(given.joined(separator: ", ")))"
  }

  private static func text(_ value: ParameterValue) -> String {
    switch value {
    case .number(let number): number.formatted
    case .text(let text): text
    case .numbers(let numbers): "[\(numbers.map(\.formatted).joined(separator: ", "))]"
    }
  }

  private static func value(_ text: String) -> ParameterValue? {
    if let number = Double(text) { return .number(number) }
    guard text.first == "[" else { return text.isEmpty ? nil : .text(text) }
    guard text.last == "]" else { return nil }
    let items = text.dropFirst().dropLast().split(separator: ",").map { Double($0.trimmed) }
    let numbers = items.compactMap(\.self)
    return numbers.count == items.count ? .numbers(numbers) : nil
  }

  /// At commas, except those of lists.
  private static func splitOutsideBrackets(_ text: String) -> [String] {
    var (parts, depth) = ([""], 0)
    for character in text {
      depth += character == "[" ? 1 : character == "]" ? -1 : 0
      if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts
  }

  private static func unreadable(_ expression: String) -> Problem {
    Problem(
      "“\(expression)” is not a rule with its parameters",
      advice: "Write it as “oja”, or with parameters as “bcm(rate: 0.2, decay: 0.01)”.")
  }
}

extension StringProtocol {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
