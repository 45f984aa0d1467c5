import HebbSupport

/// Divides a formula into tokens.
struct FormulaTokenizer {
  private let text: FormulaText
  private var position = 0

  /// Longest formula that is read; all 27 terms written out take less than a tenth of it.
  private static let longest = 10_000

  private static let operators: [Character: FormulaToken.Kind] = [
    "+": .plus, "-": .minus, "−": .minus, "–": .minus, "*": .times, "·": .times, "⋅": .times, "×": .times,
    "/": .divide, "÷": .divide, "^": .power, "(": .open, ")": .close,
  ]
  private static let superscripts: [Character] = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")

  /// All tokens of a formula, with `end` as the last one.
  static func tokens(of text: FormulaText) throws(Problem) -> [FormulaToken] {
    guard text.characters.count <= longest else {
      throw Problem(
        "the formula has \(text.characters.count) characters, more than \(longest)", at: "formula",
        advice: "Write each of the 27 terms once.")
    }
    var tokenizer = FormulaTokenizer(text: text)
    var tokens: [FormulaToken] = []
    repeat { tokens.append(try tokenizer.next()) } while tokens.last?.kind != .end
    return tokens
  }

  private init(text: FormulaText) { self.text = text }

  /// The character at an offset from the current one; nil beyond the end.
  private func peek(_ offset: Int = 0) -> Character? {
    position + offset < text.characters.count ? text.characters[position + offset] : nil
  }

  private mutating func next() throws(Problem) -> FormulaToken {
    while peek()?.isWhitespace == true { position += 1 }
    let start = position
    guard let character = peek() else { return FormulaToken(kind: .end, position: start) }
    if Self.isDigit(character) || (character == "." && peek(1).map(Self.isDigit) == true) {
      return FormulaToken(kind: .number(try number()), position: start)
    }
    if let variable = FormulaToken.Variable(rawValue: character) {
      position += 1
      return FormulaToken(kind: .variable(variable), position: start)
    }
    if character == "*", peek(1) == "*" {
      position += 2
      return FormulaToken(kind: .power, position: start)
    }
    if let kind = Self.operators[character] {
      position += 1
      return FormulaToken(kind: kind, position: start)
    }
    if Self.superscripts.contains(character) {
      return FormulaToken(kind: .superscript(superscript()), position: start)
    }
    throw unknown(character)
  }

  /// Digits with at most one point, then perhaps "e", a sign and digits.
  private mutating func number() throws(Problem) -> Double {
    let start = position
    var digits = self.digits()
    if peek() == "." {
      position += 1
      digits += "." + self.digits()
    }
    if digits.hasSuffix(".") { digits += "0" }
    if let exponent = exponent() { digits += exponent }
    if peek() == "." {
      throw text.problem("a second decimal point in a number", at: position, advice: "Write numbers as 0.25 or 2.5e-1.")
    }
    guard let value = Double(digits), value.isFinite else {
      throw text.problem(
        "a number that is too large", at: start, advice: "Numbers are at most \(Double.greatestFiniteMagnitude).")
    }
    return value
  }

  private mutating func digits() -> String {
    var digits = ""
    while let character = peek(), Self.isDigit(character) {
      digits.append(character)
      position += 1
    }
    return digits
  }

  /// The "e-2" of a number; nil, with nothing read, if there are no digits after the "e".
  private mutating func exponent() -> String? {
    let start = position
    guard peek() == "e" || peek() == "E" else { return nil }
    position += 1
    var sign = ""
    if let character = peek(), let kind = Self.operators[character], kind == .plus || kind == .minus {
      sign = kind == .minus ? "-" : ""
      position += 1
    }
    let digits = digits()
    guard !digits.isEmpty else {
      position = start
      return nil
    }
    return "e" + sign + digits
  }

  /// A run of superscript digits as a number; so large a one that it cannot be meant is cut off.
  private mutating func superscript() -> Int {
    var value = 0
    while let character = peek(), let digit = Self.superscripts.firstIndex(of: character) {
      value = min(10 * value + digit, FormulaParser.largestExponent + 1)
      position += 1
    }
    return value
  }

  private func unknown(_ character: Character) -> Problem {
    let rest = String(text.characters[position...].prefix { $0.isLetter })
    if ["nan", "inf", "infinity", "∞"].contains(rest.lowercased()) || character == "∞" {
      return text.problem("a number that is not finite", at: position, advice: "Coefficients are finite numbers.")
    }
    let symbols = "The variables are x (presynaptic activity), y (postsynaptic activity) and w (weight)."
    let advice =
      switch character {
      case "X", "Y", "W": "Did you mean \(character.lowercased())? " + symbols
      case ",": "Write decimals with a point: 0.5."
      case "=": "Give the right side alone: “x*y”, not “dw = x*y”."
      case "[", "]", "{", "}": "Write round parentheses."
      default: symbols
      }
    return text.problem("unknown symbol “\(character)”", at: position, advice: advice)
  }

  private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
