import HebbSupport

/// One condition on runs, as `--where` takes it: a key, a comparison, a value. `accuracy.output>=0.6`,
/// `layers.0.rule=oja`, `experiment~cnn`, `tag=good`.
public struct RunCondition: Sendable, Equatable {
  public enum Comparison: String, Sendable, CaseIterable {
    case notEqual = "!="
    case atLeast = ">="
    case atMost = "<="
    case equal = "="
    case above = ">"
    case below = "<"
    case contains = "~"
  }

  public var key: String
  public var comparison: Comparison
  public var value: String

  /// - Throws: `Problem` if there is no comparison, or nothing on one of its sides.
  public init(_ text: String) throws {
    let place = "--where \(text)"
    let advice = "Write KEY=VALUE, with = != < <= > >= or ~ (contains): --where 'accuracy.output>=0.6'."
    guard let start = text.firstIndex(where: { "!<>=~".contains($0) }) else {
      throw Problem("there is no comparison between a key and a value", at: place, advice: advice)
    }
    let rest = text[start...]
    guard let comparison = Comparison.allCases.first(where: { rest.hasPrefix($0.rawValue) }) else {
      throw Problem("“!” alone is no comparison", at: place, advice: advice)
    }
    func trimmed(_ part: Substring) -> String {
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    (key, self.comparison) = (trimmed(text[..<start]), comparison)
    value = trimmed(rest.dropFirst(comparison.rawValue.count))
    guard !key.isEmpty, !value.isEmpty else {
      throw Problem("there is nothing \(key.isEmpty ? "before" : "behind") the comparison", at: place, advice: advice)
    }
    let states = RunSummary.Status.allCases.map(\.rawValue)
    if key == RunColumn.status.rawValue, [.equal, .notEqual].contains(comparison), !states.contains(value) {
      throw Problem(
        "no run is ever “\(value)”", at: place,
        advice: (NearestName.of(value, among: states).map { "Did you mean \($0)? " } ?? "")
          + "A run is \(states.joined(separator: ", ")).")
    }
  }

  /// Numbers are compared as numbers where both sides are, otherwise texts by their characters.
  func holds(for text: String) -> Bool {
    switch comparison {
    case .contains: return text.lowercased().contains(value.lowercased())
    case .equal, .notEqual:
      let isEqual =
        if let left = Double(text), let right = Double(value) { left == right } else { text == value }
      return isEqual == (comparison == .equal)
    case .above, .atLeast, .below, .atMost:
      if let left = Double(text), let right = Double(value) { return isOrdered(left, right) }
      return isOrdered(text, value)
    }
  }

  private func isOrdered<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
    switch comparison {
    case .above: left > right
    case .atLeast: left >= right
    case .below: left < right
    case .atMost: left <= right
    case .equal, .notEqual, .contains: false
    }
  }
}
