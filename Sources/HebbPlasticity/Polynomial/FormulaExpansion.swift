import Foundation

/// A polynomial of x, y and w while a formula is being expanded: of higher degree than a rule may have, since terms may
/// still cancel.
struct FormulaExpansion {
  /// Exponents of x, y and w.
  struct Exponents: Hashable {
    var x = 0
    var y = 0
    var w = 0

    var highest: Int { max(x, y, w) }
  }

  struct Monomial {
    var coefficient: Double
    /// Where in the formula the exponents became what they are.
    var position: Int
  }

  /// Monomials with a coefficient other than 0.
  private(set) var monomials: [Exponents: Monomial] = [:]

  init(constant: Double) {
    if constant != 0 { monomials[Exponents()] = Monomial(coefficient: constant, position: 0) }
  }

  init(_ variable: FormulaToken.Variable, at position: Int) {
    let exponents =
      switch variable {
      case .presynaptic: Exponents(x: 1)
      case .postsynaptic: Exponents(y: 1)
      case .weight: Exponents(w: 1)
      }
    monomials[exponents] = Monomial(coefficient: 1, position: position)
  }

  /// The value, if no variable occurs.
  var constant: Double? {
    if monomials.isEmpty { return 0 }
    return monomials.count == 1 ? monomials[Exponents()]?.coefficient : nil
  }

  var isFinite: Bool { monomials.values.allSatisfy(\.coefficient.isFinite) }
  var highestExponent: Int { monomials.keys.map(\.highest).max() ?? 0 }

  mutating func add(_ other: FormulaExpansion) {
    for (exponents, monomial) in other.monomials { add(monomial, exponents) }
  }

  private mutating func add(_ monomial: Monomial, _ exponents: Exponents) {
    let sum = (monomials[exponents]?.coefficient ?? 0) + monomial.coefficient
    monomials[exponents] = sum == 0 ? nil : Monomial(coefficient: sum, position: monomial.position)
  }

  /// - Parameter position: of the second factor, which is where exponents that are too large are to be shown.
  func multiplied(by other: FormulaExpansion, at position: Int) -> FormulaExpansion {
    var product = FormulaExpansion(constant: 0)
    // In a fixed order, so that rounding does not depend on how dictionaries are laid out.
    for (a, left) in ordered {
      for (b, right) in other.ordered {
        let exponents = Exponents(x: a.x + b.x, y: a.y + b.y, w: a.w + b.w)
        let isRaised = a.highest > 0 && b.highest > 0
        let place = isRaised ? position : (a.highest > 0 ? left.position : right.position)
        product.add(Monomial(coefficient: left.coefficient * right.coefficient, position: place), exponents)
      }
    }
    return product
  }

  func scaled(by factor: Double) -> FormulaExpansion {
    var scaled = FormulaExpansion(constant: 0)
    for (exponents, monomial) in monomials {
      scaled.add(Monomial(coefficient: monomial.coefficient * factor, position: monomial.position), exponents)
    }
    return scaled
  }

  /// - Parameter position: of the exponent.
  func raised(to exponent: Int, at position: Int) -> FormulaExpansion {
    if let constant { return FormulaExpansion(constant: pow(constant, Double(exponent))) }
    guard exponent != 1 else { return self }
    return (0..<exponent).reduce(FormulaExpansion(constant: 1)) { power, _ in power.multiplied(by: self, at: position) }
  }

  private var ordered: [(key: Exponents, value: Monomial)] {
    monomials.sorted { ($0.key.x, $0.key.y, $0.key.w) < ($1.key.x, $1.key.y, $1.key.w) }
  }

  /// The first monomial with an exponent that a rule cannot have; of several at one place, that with most of x.
  var tooHigh: (exponents: Exponents, position: Int)? {
    monomials.filter { $0.key.highest > Polynomial.Term.highestExponent }
      .min { ($0.value.position, $1.key.x, $1.key.y, $1.key.w) < ($1.value.position, $0.key.x, $0.key.y, $0.key.w) }
      .map { ($0.key, $0.value.position) }
  }
}
