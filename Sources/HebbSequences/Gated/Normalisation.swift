public import HebbSupport
public import HebbTensor

/// Inputs of zero mean and unit variance, as Hebbian rules want them.
public enum Normalisation {
  /// Every feature standardised over batch and time: (x − mean) / (deviation + ε) of the `batch · steps` values of each
  /// feature. Shapes: `[batch, steps, features]`, the same out.
  ///
  /// - Parameter epsilon: keeps features that do not vary from being divided by 0; they become 0.
  /// - Throws: `Problem` with expected and given shapes.
  public static func perFeature(_ x: Tensor, epsilon: Double = 1e-6) throws(Problem) -> Tensor {
    try ShapeCheck.require(x, "x", [nil, nil, nil], axes: "batch, steps, features")
    let (rows, features) = (x.shape[0] * x.shape[1], x.shape[2])
    return Tensor(shape: x.shape) { out in
      x.withUnsafeBufferPointer { x in
        for feature in 0..<features {
          standardise(x.baseAddress! + feature, out + feature, count: rows, stride: features, epsilon)
        }
      }
    }
  }

  /// Every sample standardised by itself, a sample being the features of one step of one sequence. Shapes:
  /// `[batch, steps, features]`, the same out.
  ///
  /// - Throws: `Problem` with expected and given shapes.
  public static func perSample(_ x: Tensor, epsilon: Double = 1e-6) throws(Problem) -> Tensor {
    try ShapeCheck.require(x, "x", [nil, nil, nil], axes: "batch, steps, features")
    let (rows, features) = (x.shape[0] * x.shape[1], x.shape[2])
    return Tensor(shape: x.shape) { out in
      x.withUnsafeBufferPointer { x in
        for row in 0..<rows {
          standardise(x.baseAddress! + row * features, out + row * features, count: features, stride: 1, epsilon)
        }
      }
    }
  }

  private static func standardise(
    _ x: UnsafePointer<Float>, _ out: UnsafeMutablePointer<Float>, count: Int, stride: Int, _ epsilon: Double
  ) {
    let mean = (0..<count).reduce(0.0) { $0 + Double(x[$1 * stride]) } / Double(count)
    let square = (0..<count).reduce(0.0) {
      let difference = Double(x[$1 * stride]) - mean
      return $0 + difference * difference
    }
    let scale = 1 / ((square / Double(count)).squareRoot() + epsilon)
    for i in 0..<count { out[i * stride] = Float((Double(x[i * stride]) - mean) * scale) }
  }
}
