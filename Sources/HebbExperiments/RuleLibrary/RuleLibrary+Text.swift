import HebbFigures
import HebbPlasticity

extension RuleLibrary {
  /// A line or two on every part, for a terminal.
  public var text: String {
    PartKind.allCases.map { kind in
      let entries = entries(kind)
      let indent = 4 + (entries.map(\.name.count).max() ?? 0)
      return "\(kind.heading)\n\n" + entries.map { $0.listing(indent: indent) }.joined()
    }.joined(separator: "\n")
      + "\n“hebb rules NAME” explains one, with its parameters, examples and a picture of what it does.\n"
  }
}

extension PartEntry {
  private static let width = 110

  /// Name and formula, and below them what the part does.
  fileprivate func listing(indent: Int) -> String {
    let lead = "  " + name + String(repeating: " ", count: indent - 2 - name.count)
    let first = WrappedText.indented(formula, width: Self.width, by: indent, lead: lead)
    return first + (firstSentence.map { WrappedText.indented($0, width: Self.width, by: indent) } ?? "")
  }

  /// All there is to know of the part, for a terminal.
  public var text: String {
    var text = "\(name)  (\(kind.title)\(aliases.isEmpty ? "" : ", also \(aliases.joined(separator: ", "))"))\n\n"
    text += WrappedText.indented(formula, width: Self.width, by: 4)
    if let card {
      text += WrappedText.indented("Canonical form ΔW = η (AᵀX − M W): \(card.canonical)", width: Self.width, by: 4)
      text += "\n" + WrappedText.indented(card.summary, width: Self.width, by: 0)
      text += section(
        "Properties", card.properties.map { WrappedText.indented($0, width: Self.width, by: 4, lead: "  • ") })
    }
    text += parameters.isEmpty ? section("Parameters", ["  none\n"]) : section("Parameters", [parameterTable])
    if !needs.isEmpty {
      text += section("Needs", needs.map { WrappedText.indented($0, width: Self.width, by: 4, lead: "  • ") })
    }
    if let card { text += section("Source", [WrappedText.indented(card.source, width: Self.width, by: 2)]) }
    text += section("In an experiment file", [Self.indented(yaml)])
    return text + section("In Swift", [Self.indented(swift)])
  }

  private func section(_ title: String, _ parts: [String]) -> String { "\n\(title)\n" + parts.joined() }

  private var parameterTable: String {
    let table = Table(
      columns: [.left("name"), .left("default"), .left("allowed"), .left("meaning")],
      rows: parameters.map { [$0.name, $0.defaultText, $0.allowed, $0.about] })
    return Self.indented(table.text())
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n").map { "  \($0)\n" }.joined()
  }
}

extension Parameter {
  /// The default, or why there is none.
  var defaultText: String { standard?.yaml ?? (isOptional ? "none" : "must be given") }
}
