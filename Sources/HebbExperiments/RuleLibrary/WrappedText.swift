/// Text in lines of limited length, broken between words.
enum WrappedText {
  /// - Parameter width: the most characters in a line; a longer word has a line of its own.
  static func lines(_ text: String, width: Int) -> [String] {
    text.split(separator: " ").reduce(into: []) { lines, word in
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
  }

  /// The lines set in, all of them or all but the first, which then begins with `lead`.
  static func indented(_ text: String, width: Int, by indent: Int, lead: String? = nil) -> String {
    let margin = String(repeating: " ", count: indent)
    return lines(text, width: width - indent).enumerated()
      .map { ($0 == 0 ? lead ?? margin : margin) + $1 + "\n" }.joined()
  }
}
