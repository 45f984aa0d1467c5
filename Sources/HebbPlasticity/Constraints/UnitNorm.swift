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
      for start in stride(from: 0, to: w.count, by: max(inputs, 1)) {
        let row = UnsafeMutableBufferPointer(rebasing: w[start..<start + inputs])
        let gain = Float(1 / (1e-10 + row.squaredLength.squareRoot()))
        for i in row.indices { row[i] *= gain }
      }
    }
  }
}
