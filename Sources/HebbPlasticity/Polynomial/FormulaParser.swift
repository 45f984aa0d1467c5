import HebbSupport

/// Reads and expands a formula by recursive descent:
///
///     sum     = product { ("+" | "-") product }
///     product = signed { "*" signed | "/" signed | factor }         the last: a product without a sign for it
///     signed  = { "+" | "-" } factor
///     factor  = primary [ ("^" | "**") whole number | superscript ]
///     primary = number | "x" | "y" | "w" | "(" sum ")"
struct FormulaParser {
  /// The exponents that an intermediate result may have: more than a rule's, because terms may cancel.
  static let largestExponent = 6
  /// The power of a mere number may be higher, but not so high that it can only be a slip.
  private static let largestNumberExponent = 1000
  /// Parentheses within each other.
  private static let deepest = 100

  private let text: FormulaText
  private let tokens: [FormulaToken]
  private var index = 0
  private var depth = 0

  static func parse(_ formula: String) throws(Problem) -> FormulaExpansion {
    let text = FormulaText(formula)
    var parser = FormulaParser(text: text, tokens: try FormulaTokenizer.tokens(of: text))
    guard parser.current.kind != .end else {
      throw Problem(
        "the formula is empty", at: "formula", advice: "Write a polynomial of x, y and w, for example “x*y - y^2*w”.")
    }
    let sum = try parser.sum()
    guard parser.current.kind == .end else { throw parser.trailing() }
    if let (exponents, position) = sum.tooHigh { throw text.exponentTooHigh(exponents, at: position) }
    return sum
  }

  private init(text: FormulaText, tokens: [FormulaToken]) {
    self.text = text
    self.tokens = tokens
  }

  private var current: FormulaToken { tokens[index] }

  private mutating func sum() throws(Problem) -> FormulaExpansion {
    var sum = try product()
    while current.kind == .plus || current.kind == .minus {
      let operation = current
      index += 1
      let product = try product()
      sum.add(operation.kind == .plus ? product : product.scaled(by: -1))
      try requireFinite(sum, at: operation.position)
    }
    return sum
  }

  private mutating func product() throws(Problem) -> FormulaExpansion {
    var product = try signed()
    while true {
      let operation = current
      switch operation.kind {
      case .times:
        index += 1
        let position = current.position
        product = try multiplied(product, by: signed(), at: position)
      case .divide:
        index += 1
        product = product.scaled(by: 1 / (try divisor()))
        try requireFinite(product, at: operation.position)
      case .variable, .open:
        product = try multiplied(product, by: factor(), at: operation.position)
      case .number:
        throw text.problem(
          "a number after a factor, without a sign between them", at: operation.position,
          advice: "Write 2*x for a product, x^2 for a power.")
      default:
        return product
      }
    }
  }

  private func multiplied(
    _ left: FormulaExpansion, by right: FormulaExpansion, at position: Int
  ) throws(Problem) -> FormulaExpansion {
    let product = left.multiplied(by: right, at: position)
    if product.highestExponent > Self.largestExponent, let (exponents, position) = product.tooHigh {
      throw text.exponentTooHigh(exponents, at: position)
    }
    try requireFinite(product, at: position)
    return product
  }

  private mutating func divisor() throws(Problem) -> Double {
    let position = current.position
    guard let number = try signed().constant else {
      throw text.problem(
        "a division by something else than a number", at: position,
        advice: "A rule is a polynomial: it has powers 0, 1 and 2 of x, y and w.")
    }
    guard number != 0 else {
      throw text.problem("a division by zero", at: position, advice: "Divide by another number.")
    }
    return number
  }

  private mutating func signed() throws(Problem) -> FormulaExpansion {
    var isNegative = false
    while current.kind == .plus || current.kind == .minus {
      if current.kind == .minus { isNegative.toggle() }
      index += 1
    }
    let factor = try factor()
    return isNegative ? factor.scaled(by: -1) : factor
  }

  private mutating func factor() throws(Problem) -> FormulaExpansion {
    let base = try primary()
    let exponent: (value: Int, position: Int)
    switch current.kind {
    case .power:
      index += 1
      exponent = try wholeNumber()
    case .superscript(let value):
      exponent = (value, current.position)
      index += 1
    default:
      return base
    }
    switch current.kind {
    case .power, .superscript:
      throw text.problem(
        "a power of a power", at: current.position, advice: "Write parentheses around the inner power, or multiply out."
      )
    default:
      break
    }
    return try power(base, exponent.value, at: exponent.position)
  }

  private func power(
    _ base: FormulaExpansion, _ exponent: Int, at position: Int
  ) throws(Problem) -> FormulaExpansion {
    let limit = base.constant == nil ? Self.largestExponent / max(1, base.highestExponent) : Self.largestNumberExponent
    guard exponent <= limit else {
      throw text.problem("the exponent is too large", at: position, advice: Self.exponentAdvice)
    }
    let power = base.raised(to: exponent, at: position)
    try requireFinite(power, at: position)
    return power
  }

  private mutating func wholeNumber() throws(Problem) -> (value: Int, position: Int) {
    let token = current
    guard case .number(let number) = token.kind, let value = Int(exactly: number) else {
      throw text.problem(
        token.kind == .end ? "an exponent is missing" : "an exponent must be a whole number, not negative",
        at: token.position, advice: Self.exponentAdvice)
    }
    index += 1
    return (value, token.position)
  }

  private mutating func primary() throws(Problem) -> FormulaExpansion {
    let token = current
    switch token.kind {
    case .number(let value):
      index += 1
      return FormulaExpansion(constant: value)
    case .variable(let variable):
      index += 1
      return FormulaExpansion(variable, at: token.position)
    case .open:
      return try parenthesised()
    case .end:
      throw text.problem(
        "the formula ends where an operand is expected", at: token.position, advice: Self.operandAdvice)
    default:
      throw text.problem("an operand is missing here", at: token.position, advice: Self.operandAdvice)
    }
  }

  private mutating func parenthesised() throws(Problem) -> FormulaExpansion {
    let opening = current
    guard depth < Self.deepest else {
      throw text.problem("parentheses nested too deeply", at: opening.position, advice: "Multiply some of them out.")
    }
    depth += 1
    index += 1
    let sum = try sum()
    guard current.kind == .close else {
      guard current.kind == .end else { throw trailing() }
      throw text.problem(
        "this parenthesis is never closed", at: opening.position, advice: "Add the missing “)”, or remove this one.")
    }
    index += 1
    depth -= 1
    return sum
  }

  /// The token at which a sum ended cannot stand there.
  private func trailing() -> Problem {
    if current.kind == .close {
      return text.problem(
        "this parenthesis was never opened", at: current.position, advice: "Add the missing “(”, or remove this one.")
    }
    return text.problem("an exponent without a base", at: current.position, advice: Self.operandAdvice)
  }

  private func requireFinite(_ value: FormulaExpansion, at position: Int) throws(Problem) {
    guard value.isFinite else {
      throw text.problem("the numbers become infinite here", at: position, advice: "Write smaller coefficients.")
    }
  }

  static let exponentAdvice = "Each of x, y and w may occur to the power of 0, 1 or 2 in a term."
  private static let operandAdvice = "Write a number, x, y, w or a parenthesis there."
}

extension FormulaText {
  func exponentTooHigh(_ exponents: FormulaExpansion.Exponents, at position: Int) -> Problem {
    let powers = [("x", exponents.x), ("y", exponents.y), ("w", exponents.w)]
    let worst = powers.first { $0.1 > Polynomial.Term.highestExponent } ?? powers[0]
    return problem(
      "the formula has a term with \(worst.0)^\(worst.1) when multiplied out", at: position,
      advice: FormulaParser.exponentAdvice)
  }
}
