/// A polynomial rule arranged for one sample and one neuron at a time: for lifetimes in which each sample changes the
/// weights that the next one meets. Allocates nothing.
public struct PolynomialStep: Sendable {
  /// The coefficients by the power b of y; lane 3a + c is that of xᵃ wᶜ.
  private let constant: SIMD16<Float>
  private let linear: SIMD16<Float>
  private let quadratic: SIMD16<Float>

  /// - Parameter learningRate: η, a factor of all coefficients.
  public init(_ rule: Polynomial, learningRate: Double = 1) {
    func lanes(_ b: Int) -> SIMD16<Float> {
      var lanes = SIMD16<Float>()
      for lane in 0..<9 { lanes[lane] = Float(learningRate * rule[x: lane / 3, y: b, w: lane % 3]) }
      return lanes
    }
    (constant, linear, quadratic) = (lanes(0), lanes(1), lanes(2))
  }

  /// w ← w + rate · Δw for one neuron.
  ///
  /// - Parameters:
  ///   - weights: `[inputs]`
  ///   - x: presynaptic activity `[inputs]`
  ///   - y: postsynaptic activity
  ///   - rate: a factor of the learning rate, for rates that change over a lifetime.
  ///   - count: the number of inputs.
  public func update(
    _ weights: UnsafeMutablePointer<Float>, x: UnsafePointer<Float>, y: Float, rate: Float = 1, count: Int
  ) {
    let c = rate * (constant + y * (linear + y * quadratic))
    for input in 0..<count {
      let (x, w) = (x[input], weights[input])
      let independent = c[0] + w * (c[1] + w * c[2])
      let proportional = c[3] + w * (c[4] + w * c[5])
      let squared = c[6] + w * (c[7] + w * c[8])
      weights[input] = w + independent + x * (proportional + x * squared)
    }
  }
}
