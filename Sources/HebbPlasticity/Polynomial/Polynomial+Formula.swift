import Foundation
public import HebbSupport

extension Polynomial {
  /// Reads a formula of x, y and w and multiplies it out: `"x*y - y^2*w"`, `"y (x − y w)"`, `"0.7 x y − 3e-2 x²"`.
  ///
  /// Sums, differences, products with or without a sign, division by numbers, parentheses, whole powers (`^`, `**` or
  /// superscripts).
  ///
  /// - Throws: `Problem` that shows the formula with a mark under the character where it goes wrong.
  public init(parsing text: String) throws(Problem) {
    self.init()
    for (exponents, monomial) in try FormulaParser.parse(text).monomials {
      self[x: exponents.x, y: exponents.y, w: exponents.w] = monomial.coefficient
    }
  }

  /// The formula, terms of low degree first: "x*y - y^2*w", or "0" for the rule that changes nothing. Parsing it gives
  /// the same polynomial, exactly, if all coefficients are finite.
  public var formula: String {
    formula { number in
      let text = "\(number)"
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
  }

  /// The formula for people to read: coefficients are rounded to a number of significant digits, at least 1.
  public func formula(digits: Int) -> String {
    formula { number in
      // "%g" gives "0.50" as "0.5" and "1e-07" for small numbers, which parsing accepts.
      String(format: "%.\(digits)g", number)
    }
  }

  private func formula(_ number: (Double) -> String) -> String {
    let ordered = terms.sorted { ($0.degree, -$0.x, -$0.y) < ($1.degree, -$1.x, -$1.y) }
    guard !ordered.isEmpty else { return "0" }
    var text = ""
    for term in ordered {
      let isNegative = self[term] < 0
      text += text.isEmpty ? (isNegative ? "-" : "") : (isNegative ? " - " : " + ")
      let magnitude = number(abs(self[term]))
      if term.degree == 0 {
        text += magnitude
      } else {
        text += (magnitude == "1" ? "" : magnitude + "*") + "\(term)"
      }
    }
    return text
  }
}

extension Polynomial: CustomStringConvertible {
  public var description: String { formula }
}

extension Polynomial.Term: CustomStringConvertible {
  /// "y^2*w"; "1" for the constant.
  public var description: String {
    let factors = [("x", x), ("y", y), ("w", w)].filter { $0.1 > 0 }.map { $0.1 == 1 ? $0.0 : "\($0.0)^\($0.1)" }
    return factors.isEmpty ? "1" : factors.joined(separator: "*")
  }
}
