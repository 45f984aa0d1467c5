import HebbPlasticity

extension RuleLibrary {
  /// The catalog as Markdown, as it stands in docs/rules.md.
  public var markdown: String {
    var text = "| rule | Δw | canonical form |\n| --- | --- | --- |\n"
    for rule in rules {
      text +=
        "| [`\(rule.name)`](#\(rule.name.lowercased())) | \(cell(rule.formula)) | \(cell(rule.card?.canonical ?? "")) |\n"
    }
    text += rules.map { "\n" + $0.markdown }.joined()
    for kind in PartKind.allCases where kind != .rule {
      text += "\n### \(kind.heading)\n\n| name | formula | parameters |\n| --- | --- | --- |\n"
      for part in entries(kind) {
        text += "| `\(part.name)` | \(cell(part.formula)) | \(cell(part.parameterList)) |\n"
      }
    }
    return text
  }
}

extension PartEntry {
  /// A section on a rule.
  fileprivate var markdown: String {
    guard let card else { return "" }
    let others = aliases.isEmpty ? "" : " (also \(aliases.map { "`\($0)`" }.joined(separator: ", ")))"
    var text = "### `\(name)`\n\n\(plain(formula))\(others)\n\n\(plain(card.summary))\n\n"
    text += (card.properties + needs.map { "needs \($0)" }).map { "- \(plain($0))\n" }.joined()
    if !parameters.isEmpty {
      text += "\n| parameter | default | allowed | meaning |\n| --- | --- | --- | --- |\n"
      for parameter in parameters {
        let cells = [parameter.defaultText, parameter.allowed, parameter.about].map(cell)
        text += "| `\(parameter.name)` | \(cells.joined(separator: " | ")) |\n"
      }
    }
    return text + "\n\(plain(card.source))\n"
  }

  /// "`rate` (3): how fast thresholds move; …"
  fileprivate var parameterList: String {
    parameters.map { "`\($0.name)` (\($0.defaultText); \($0.allowed)): \($0.about)" }.joined(separator: "<br>")
  }
}

/// Text without what Markdown would take for emphasis.
private func plain(_ text: String) -> String { text.replacing("*", with: "\\*").replacing("_", with: "\\_") }

/// Text that does not end a table's cell.
private func cell(_ text: String) -> String { plain(text).replacing("|", with: "\\|") }
