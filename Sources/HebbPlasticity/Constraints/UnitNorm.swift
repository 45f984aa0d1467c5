public import HebbTensor

/// Every neuron's weight vector has Euclidean length 1: w ← w / (10⁻¹⁰ + ‖w‖).
public struct UnitNorm: WeightConstraint {
  public static let name = "unitNorm"
  public static let about = "w ← w / ‖w‖ for every neuron"

  public init() {}
  public init(_ parameters: ParameterValues) {}

  public func apply(to w: inout Tensor, state: inout PlasticState) {
    let inputs = w.shape[1]
    w.withUnsafeMutableBufferPointer { w in
      for row in stride(from: 0, to: w.count, by: max(inputs, 1)) {
        var squares: Float = 0
        for i in row..<row + inputs { squares += w[i] * w[i] }
        let gain = 1 / (1e-10 + squares.squareRoot())
        for i in row..<row + inputs { w[i] *= gain }
      }
    }
  }
}
