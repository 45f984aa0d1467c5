/// A tensor that remembers how it was computed, so that gradients with respect to its origins can be asked for.
///
/// ```swift
/// let w = Variable(weights)                                // [neurons, inputs]
/// let x = Variable.constant(batch)                         // [samples, inputs]
/// let loss = 0.5 * (x.matmul(w, transposingB: true) - target).squared().sum()
/// let gradient = loss.gradient(withRespectTo: w)           // [neurons, inputs]
/// ```
///
/// Operations are carried out at once, and what their gradient needs is kept with the result; there is no tape to open
/// or close. What was computed is released with the last variable that depends on it. Shapes that do not fit are
/// mistakes of the program and stop it with a message that names them.
public struct Variable: Sendable {
  /// The value.
  public let value: Tensor
  /// Nil for a constant.
  let node: Node?

  /// A variable of which gradients can be asked: weights, or an input whose influence is of interest.
  public init(_ value: Tensor) {
    self.value = value
    node = Node(shape: value.shape, edges: [])
  }

  /// A value that gradients do not flow into: data, targets. What is computed from constants alone is constant, costs
  /// no memory beyond its value and no time in the backward pass.
  public static func constant(_ value: Tensor) -> Variable { Variable(value, from: []) }

  /// A constant without axes.
  public static func constant(_ value: Float) -> Variable { constant(Tensor(shape: [], filledWith: value)) }

  /// The result of an operation; constant if it depends on constants only.
  init(_ value: Tensor, from edges: [Node.Edge?]) {
    self.value = value
    let edges = edges.compactMap(\.self)
    node = edges.isEmpty ? nil : Node(shape: value.shape, edges: edges)
  }

  /// How a gradient flows back to this operand; nil if it is constant.
  func edge(_ pullback: @escaping Node.Pullback) -> Node.Edge? {
    node.map { Node.Edge(source: $0, pullback: pullback) }
  }

  /// The length of each axis; empty for a scalar.
  public var shape: [Int] { value.shape }
  /// The number of elements.
  public var count: Int { value.count }
  /// Whether no gradient can flow into this value.
  public var isConstant: Bool { node == nil }

  /// The same value as a constant: gradients stop here.
  public func stoppingGradient() -> Variable { .constant(value) }

  /// Another value with the gradient of this one: the result has the value `value`, and its gradient passes to this
  /// variable unchanged.
  ///
  /// This is how a surrogate loss learns from a competition, which has no derivative of its own: the graph of the neurons'
  /// input is kept, and the winners' output is put in its place. (The same as `self + (value − self).stoppingGradient()`,
  /// without the rounding.)
  ///
  /// Precondition: `value` has the shape of this variable.
  public func replacingValue(with value: Tensor) -> Variable {
    precondition(value.shape == shape, "a value of shape \(value.shape) cannot replace one of shape \(shape)")
    return Variable(value, from: [edge { gradient, sum in sum.add(gradient) }])
  }
}
