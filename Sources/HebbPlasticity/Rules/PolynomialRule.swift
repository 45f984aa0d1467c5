public import HebbSupport
import HebbTensor

/// The general local rule: a polynomial of x, y and w, of at most second degree in each.
///
/// Δw = Σ c(a,b,c) xᵃ yᵇ wᶜ. A rule of one's own is one line:
///
/// ```swift
/// let oja = try PolynomialRule(formula: "x*y - y^2*w")
/// ```
///
/// > Reference: W. Gerstner and W. M. Kistler, "Mathematical formulations of Hebbian learning", Biol. Cybern. 87 (2002),
/// > 404–415.
public struct PolynomialRule: LearningRule {
  public static let name = "polynomial"
  public static let isCompetitive = false
  public static let isCanonical = false
  public static let parameters = [
    Parameter.text("formula", "Δw as a formula of x, y and w with exponents from 0 to 2: “x*y - y^2*w”")
  ]
  public static let card = RuleCard(
    formula: "Δw = Σ c xᵃ yᵇ wᶜ, exponents 0 to 2",
    canonical: "none: each term is a product of powers of the matrices, at most two products for each power of w",
    summary:
      "The general local rule: any polynomial of x, y and w, given as a formula, at the speed of matrix products.",
    properties: [
      "hebb is “x*y”, oja “x*y - y^2*w”, instar “x*y - y*w”, outstar “x*y - x*w”",
      "bounded or not as the formula is: a growing term needs a decaying one, or the constraint unitNorm",
      "what `hebb discover` searches for",
    ],
    source: "W. Gerstner and W. M. Kistler, “Mathematical formulations of Hebbian learning”, Biol. Cybern. 87 (2002), "
      + "404–415")

  public var polynomial: Polynomial

  public init(_ polynomial: Polynomial) { self.polynomial = polynomial }

  /// - Throws: `Problem` that shows where the formula goes wrong.
  public init(formula: String) throws(Problem) { try self.init(Polynomial(parsing: formula)) }
  public init(_ parameters: ParameterValues) throws(Problem) { try self.init(formula: parameters[text: "formula"]) }
  public var values: [String: ParameterValue] { ["formula": .text(polynomial.formula)] }

  public var dividesBatches: Bool { true }

  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    .polynomial(polynomial, y: activity.y.dense)
  }
}
