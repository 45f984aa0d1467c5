/// The general local learning rule: Δw = Σ c(a,b,c) xᵃ yᵇ wᶜ, a polynomial of at most second degree in each of the
/// presynaptic activity x, the postsynaptic activity y and the weight w, so of 27 terms.
///
/// Hebb's rule is `x*y`, Oja's is `x*y - y^2*w`, and the instar is `x*y - y*w`. Like every rule it is without learning
/// rate, and its update is summed over samples.
///
/// > Reference: W. Gerstner and W. M. Kistler, "Mathematical formulations of Hebbian learning", Biol. Cybern. 87 (2002),
/// > pages 404–415, which expands a local rule in x and y; here it is expanded in w as well.
public struct Polynomial: Sendable, Equatable {
  /// The coefficients in the order of `Term.all`.
  public private(set) var coefficients: [Double]

  /// The rule that changes nothing.
  public init() { coefficients = [Double](repeating: 0, count: Term.all.count) }

  /// - Parameter coefficients: 27, in the order of `Term.all`.
  public init(coefficients: [Double]) {
    precondition(coefficients.count == Term.all.count, "\(coefficients.count) coefficients for 27 terms")
    self.coefficients = coefficients
  }

  /// The coefficient of a term.
  public subscript(term: Term) -> Double {
    get { coefficients[term.index] }
    set { coefficients[term.index] = newValue }
  }

  /// The coefficient of xᵃ yᵇ wᶜ. Precondition: exponents are from 0 to 2.
  public subscript(x a: Int, y b: Int, w c: Int) -> Double {
    get { self[Term(x: a, y: b, w: c)] }
    set { self[Term(x: a, y: b, w: c)] = newValue }
  }

  /// The terms whose coefficients are not zero, in the order of `Term.all`.
  public var terms: [Term] { Term.all.filter { self[$0] != 0 } }

  /// The same rule with all coefficients multiplied: a change of learning rate.
  public func scaled(by factor: Double) -> Polynomial {
    Polynomial(coefficients: coefficients.map { $0 * factor })
  }

  /// The rule with only its largest terms, at most so many.
  public func leadingTerms(_ count: Int) -> Polynomial {
    let leading = terms.sorted { (-abs(self[$0]), $0.index) < (-abs(self[$1]), $1.index) }.prefix(count)
    return leading.reduce(into: Polynomial()) { $0[$1] = self[$1] }
  }
}
