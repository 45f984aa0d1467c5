import HebbSupport

/// The text of a formula, as characters that errors can point at.
struct FormulaText {
  let characters: [Character]

  /// Characters of a long formula that an error shows before and after the one that it points at.
  private static let shownAround = 40

  init(_ text: String) { characters = Array(text) }

  /// A mistake at a character: what is wrong, and below it the formula with a caret under that character.
  func problem(_ what: String, at position: Int, advice: String) -> Problem {
    let first = max(0, position - Self.shownAround)
    let last = min(characters.count, position + Self.shownAround)
    let before = first > 0 ? "…" : ""
    let after = last < characters.count ? "…" : ""
    // Line ends and tabs would move the caret away from its character.
    let shown = String(characters[first..<last].map { $0.isWhitespace ? " " : $0 })
    let caret = String(repeating: " ", count: before.count + position - first) + "^"
    return Problem("\(what)\n    \(before)\(shown)\(after)\n    \(caret)", at: "formula", advice: advice)
  }
}
