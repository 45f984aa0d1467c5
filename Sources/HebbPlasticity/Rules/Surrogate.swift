public import HebbTensor

/// A rule given as a loss: the update is the negative gradient of a scalar with respect to the weights, found by automatic
/// differentiation.
///
/// The losses that come with it are those of the paper, L = −½ Σ y². In it y has the value ŷ of the layer's real output,
/// whatever competition made it, and the graph of one of
///
///     w·x                hebb      −∂L/∂w = ŷ x
///     w·x − ½ ‖w‖²       instar    −∂L/∂w = ŷ (x − w)
///     w·x − ½ ŷ ‖w‖²     oja       −∂L/∂w = ŷ (x − ŷ w)
///
/// A rule of one's own is a closure:
///
/// ```swift
/// let decaying = Surrogate(name: "decaying") { x, w, y in
///   let graph = x.matmul(w, transposingB: true).replacingValue(with: y.value)
///   return -0.5 * graph.squared().sum() + 0.01 * w.squared().sum()
/// }
/// ```
///
/// > Reference: T. Miconi, "Hebbian learning with gradients: Hebbian convolutional neural networks with modern deep
/// > learning frameworks" (2021), appendix A, equations 2 and 3.
public struct Surrogate: LearningRule {
  /// A scalar of x `[samples, inputs]`, w `[neurons, inputs]` and the real output ŷ `[samples, neurons]`, of which x and ŷ
  /// are constants; a sum over the samples.
  public typealias Loss = @Sendable (_ x: Variable, _ w: Variable, _ y: Variable) -> Variable

  public static let name = "surrogate"
  public static let isCanonical = false
  public static let parameters = [
    Parameter.word(
      "loss", "hebb", oneOf: ["hebb", "instar", "oja"], "whose update the negative gradient of the loss is")
  ]
  public static let card = RuleCard(
    formula: "Δw = −∂L/∂w, L = −½ Σ y²",
    canonical: "none: automatic differentiation; the losses hebb, instar and oja give exactly those rules' updates",
    summary: "A rule given as a loss whose negative gradient, found by automatic differentiation, is the update; from "
      + "Swift any closure of x, w and y.",
    properties: [
      "the same update as the rule that the loss is made for, at about three matrix products in place of one",
      "bounded or not as that rule is",
    ],
    source:
      "T. Miconi, “Hebbian learning with gradients: Hebbian convolutional neural networks with modern deep learning "
      + "frameworks” (2021), appendix A, eqs. 2 and 3")

  /// What the loss is called. A loss of one's own has another name than the three of the paper: rules of equal names are
  /// taken for equal.
  public let lossName: String
  private let loss: Loss

  /// Precondition of the update: the loss has a single element.
  public init(name: String, loss: @escaping Loss) { (lossName, self.loss) = (name, loss) }
  public init(_ parameters: ParameterValues) {
    switch parameters[text: "loss"] {
    case "instar": self = .instar
    case "oja": self = .oja
    default: self = .hebb
    }
  }
  public var values: [String: ParameterValue] { ["loss": .text(lossName)] }

  public var dividesBatches: Bool { true }

  public func update(for activity: Activity, state: inout PlasticState) -> PlasticUpdate {
    let w = Variable(activity.w)
    let loss = loss(.constant(activity.x), w, .constant(activity.y.dense))
    return .direct((-1 * loss).gradient(withRespectTo: w))
  }
}

extension Surrogate {
  public static let hebb = Surrogate(name: "hebb") { x, w, y in
    halfSquares(x.matmul(w, transposingB: true), value: y)
  }

  public static let instar = Surrogate(name: "instar") { x, w, y in
    halfSquares(x.matmul(w, transposingB: true) - 0.5 * w.sumOfSquares(along: 1), value: y)
  }

  public static let oja = Surrogate(name: "oja") { x, w, y in
    halfSquares(x.matmul(w, transposingB: true) - 0.5 * y * w.sumOfSquares(along: 1), value: y)
  }

  /// −½ Σ y², y having this graph and the value of the real output.
  private static func halfSquares(_ graph: Variable, value: Variable) -> Variable {
    -0.5 * graph.replacingValue(with: value.value).sumOfSquares()
  }
}
