import HebbTensor

/// The ABCD rule: correlation, presynaptic, postsynaptic and constant term, each with a coefficient.
///
/// Δw = A x y + B x + C y + D, the polynomial of first order in x and y.
///
/// > Reference: E. Najarro and S. Risi, "Meta-learning through Hebbian plasticity in random networks", NeurIPS 2020.
public struct ABCD: LearningRule {
  public static let name = "abcd"
  public static let isCompetitive = false
  public static let isCanonical = false
  public static let parameters = [
    Parameter.number("A", 1, in: .anyNumber, "coefficient of x y, the correlation"),
    Parameter.number("B", 0, in: .anyNumber, "coefficient of x, the presynaptic term"),
    Parameter.number("C", 0, in: .anyNumber, "coefficient of y, the postsynaptic term"),
    Parameter.number("D", 0, in: .anyNumber, "the constant term"),
  ]
  public static let card = RuleCard(
    formula: "Δw = A x y + B x + C y + D",
    canonical: "none: the polynomial of first order in x and y, one product and sums over rows and columns",
    summary: "Correlation, presynaptic, postsynaptic and constant term, each with a coefficient: the rule that "
      + "meta-learning most often searches through.",
    properties: [
      "unbounded: nothing in it depends on w; add the constraint unitNorm or clip",
      "with A = 1 and all else 0 it is hebb",
    ],
    source: "E. Najarro and S. Risi, “Meta-learning through Hebbian plasticity in random networks”, NeurIPS 2020")

  public var a: Double
  public var b: Double
  public var c: Double
  public var d: Double

  public init(a: Double = 1, b: Double = 0, c: Double = 0, d: Double = 0) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }
  public init(_ parameters: ParameterValues) {
    self.init(
      a: parameters[number: "A"], b: parameters[number: "B"], c: parameters[number: "C"], d: parameters[number: "D"])
  }
  public var values: [String: ParameterValue] { ["A": .number(a), "B": .number(b), "C": .number(c), "D": .number(d)] }

  public var dividesBatches: Bool { true }

  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    var polynomial = Polynomial()
    polynomial[x: 1, y: 1, w: 0] = a
    polynomial[x: 1, y: 0, w: 0] = b
    polynomial[x: 0, y: 1, w: 0] = c
    polynomial[x: 0, y: 0, w: 0] = d
    return .polynomial(polynomial, y: activity.y.dense)
  }
}
