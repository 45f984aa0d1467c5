import Foundation
import HebbSupport

extension Vocabulary {
  /// What stands for a symbol in a picture: the character itself, and a visible sign for one that cannot be seen.
  ///
  /// Precondition: the symbol is below `count`.
  public func name(of symbol: UInt8) -> String {
    if scalars == nil, symbol >= 0x80 { return String(format: "%02X", symbol) }  // a part of a character
    return Self.name(of: scalars?[Int(symbol)] ?? Unicode.Scalar(symbol))
  }

  private static func name(of scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "⏎"
    case " ": return "␣"
    case "\t": return "⇥"
    case "\u{7F}": return "␡"
    case "\u{0}"..<" ": return Unicode.Scalar(0x2400 + scalar.value).map { String($0) } ?? codePoint(scalar)
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark: return "◌" + String(scalar)
      case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .surrogate, .privateUse,
        .unassigned:
        return codePoint(scalar)
      default: return String(scalar)
      }
    }
  }

  /// The problem of a character that is not in the vocabulary.
  func outside(_ scalar: Unicode.Scalar, at place: String) -> Problem {
    let official = scalar.properties.name.map { ", \($0)" } ?? ""
    let near = substitutes(for: scalar).map { "\"\($0)\" is in it: write that instead" }
    let others = "use a vocabulary that has the character, or `bytes`"
    return Problem(
      "the character \"\(Self.name(of: scalar))\" (\(Self.codePoint(scalar))\(official)) is not in the vocabulary",
      at: place, advice: (near.map { "\($0), or \(others)." } ?? "Leave it out, or \(others)."))
  }

  /// What can be written instead of a character with the vocabulary: its plain form, without accents, or in the other
  /// letter case.
  private func substitutes(for scalar: Unicode.Scalar) -> String? {
    let whole = String(scalar)
    let bare = String(
      String.UnicodeScalarView(
        whole.decomposedStringWithCompatibilityMapping.unicodeScalars.filter {
          $0.properties.generalCategory != .nonspacingMark
        }))
    let candidates =
      [Self.plainForms[scalar], whole.lowercased(), whole.uppercased(), bare, bare.lowercased(), bare.uppercased()]
      .compactMap(\.self)
    return candidates.first { !$0.isEmpty && $0 != whole && $0.unicodeScalars.allSatisfy { symbol(of: $0) != nil } }
  }

  /// Typographic characters and what they are on a typewriter.
  private static let plainForms: [Unicode.Scalar: String] = [
    "‘": "'", "’": "'", "“": "\"", "”": "\"", "–": "-", "—": "--", "…": "...", "\u{A0}": " ", "\t": " ",
  ]

  /// "U+00E9"
  private static func codePoint(_ scalar: Unicode.Scalar) -> String { "U+" + String(format: "%04X", scalar.value) }
}
