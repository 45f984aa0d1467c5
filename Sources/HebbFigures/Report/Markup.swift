/// A tree of elements that is written as markup both HTML and XML parsers accept.
///
/// Charts, tables and reports are built from it rather than from strings, so that everything is escaped and every
/// element is closed by construction.
indirect enum Markup: Sendable {
  case element(String, attributes: [(String, String)], children: [Markup])
  case text(String)
  /// Markup that is complete in itself, as from `Chart.svg()`.
  case verbatim(String)

  static func element(_ name: String, _ attributes: [(String, String)] = [], _ children: [Markup] = []) -> Markup {
    .element(name, attributes: attributes, children: children)
  }

  static func element(_ name: String, _ attributes: [(String, String)] = [], text: String) -> Markup {
    .element(name, attributes: attributes, children: [.text(text)])
  }

  var rendered: String {
    var output = ""
    write(to: &output)
    return output
  }

  private func write(to output: inout String) {
    switch self {
    case .text(let text): output += Self.escaped(text)
    case .verbatim(let markup): output += markup
    case .element(let name, let attributes, let children):
      output += "<\(name)"
      for (key, value) in attributes { output += " \(key)=\"\(Self.escaped(value))\"" }
      guard !(children.isEmpty && Self.selfClosing.contains(name)) else {
        output += "/>"
        return
      }
      output += ">"
      // Line breaks between elements make the source readable; beside text they could show.
      let separator = Self.spacious.contains(name) ? "\n" : ""
      for child in children {
        output += separator
        child.write(to: &output)
      }
      output += "\(children.isEmpty ? "" : separator)</\(name)>"
    }
  }

  /// HTML's void elements, and SVG's shapes; HTML parsers need every other element closed by a tag of its own.
  private static let selfClosing: Set<String> = ["meta", "img", "br", "hr", "path", "rect", "circle", "line"]
  private static let spacious: Set<String> = [
    "html", "head", "body", "main", "header", "section", "figure", "details", "dl", "div", "table", "thead",
    "tbody", "tr", "svg", "g",
  ]

  /// Replaces what has a meaning in markup, and the control characters that XML does not allow at all.
  static func escaped(_ text: String) -> String {
    var output = ""
    output.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"": output += "&quot;"
      case "\t", "\n": output.unicodeScalars.append(scalar)
      case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}", "\u{FFFE}", "\u{FFFF}": output += "\u{FFFD}"
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }
}
