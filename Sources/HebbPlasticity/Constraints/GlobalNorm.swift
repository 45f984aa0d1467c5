public import HebbTensor

/// The weights of all neurons together have a given Euclidean length: W ← W · norm / ‖W‖, the Frobenius norm.
///
/// Neurons may share it unequally, unlike under `UnitNorm`; with the default, √neurons, they have length 1 in the root
/// mean square. Weights that are all 0 stay 0.
public struct GlobalNorm: WeightConstraint {
  public static let name = "globalNorm"
  public static let about = "W ← W · norm / ‖W‖, over all neurons together"
  public static let parameters = [
    Parameter.number("norm", 0, in: .notNegative, "the length of W; 0 for √neurons")
  ]

  public var norm: Double

  public init(norm: Double = 0) { self.norm = norm }
  public init(_ parameters: ParameterValues) { norm = parameters[number: "norm"] }
  public var values: [String: ParameterValue] { ["norm": .number(norm)] }

  public func apply(to w: inout Tensor, state: inout PlasticState) {
    let norm = norm > 0 ? norm : Double(w.shape[0]).squareRoot()
    w.withUnsafeMutableBufferPointer { w in
      let gain = Float(norm / (1e-10 + w.squaredLength.squareRoot()))
      for i in w.indices { w[i] *= gain }
    }
  }
}
