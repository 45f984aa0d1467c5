public import HebbTensor

/// Every weight loses the same share of itself at each update: w ← (1 − rate) w.
///
/// The simplest cure for Hebbian growth: weights forget what is not renewed. It bounds them only if it outweighs the
/// growth, unlike a norm.
///
/// > Reference: W. Gerstner and W. M. Kistler, "Mathematical formulations of Hebbian learning", Biol. Cybern. 87 (2002).
public struct WeightDecay: WeightConstraint {
  public static let name = "weightDecay"
  public static let about = "w ← (1 − rate) w at every update"
  public static let parameters = [
    Parameter.number("rate", 0.001, in: 0...1, "the share that is lost at each update")
  ]

  public var rate: Double

  public init(rate: Double = 0.001) { self.rate = rate }
  public init(_ parameters: ParameterValues) { rate = parameters[number: "rate"] }
  public var values: [String: ParameterValue] { ["rate": .number(rate)] }

  public func apply(to w: inout Tensor, state: inout PlasticState) {
    let kept = Float(1 - rate)
    w.withUnsafeMutableBufferPointer { w in
      for i in w.indices { w[i] *= kept }
    }
  }

  /// Nothing decays before the first update.
  public func begin(with w: inout Tensor, state: inout PlasticState) {}
}
