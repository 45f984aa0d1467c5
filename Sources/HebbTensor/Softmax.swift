/// The softmax of each row of a matrix, yᵢ = exp(β uᵢ) / Σⱼ exp(β uⱼ), as a competition between the elements of a row.
///
/// Inputs that are −∞ or not a number have no share; a row of these alone becomes 0. Several inputs of +∞ share equally.
/// (`Variable.softmax()` is the same function where all is finite, with a gradient, and passes NaN on.)
public enum Softmax {
  /// - Parameters:
  ///   - matrix: u `[samples, elements]`; becomes y.
  ///   - inverseTemperature: β
  public static func apply(
    toRowsOf matrix: inout Tensor, inverseTemperature: Float, parallel: Parallel = Parallel(threads: 1)
  ) {
    let (samples, length) = (matrix.shape[0], matrix.shape[1])
    guard length > 0 else { return }
    matrix.withUnsafeMutablePointer { matrix in
      parallel.forEach(samples) { sample, _ in apply(to: matrix + sample * length, length, inverseTemperature) }
    }
  }

  private static func apply(to row: UnsafeMutablePointer<Float>, _ length: Int, _ beta: Float) {
    // Relative to the largest input, no exponential exceeds 1.
    let most = Rows.largest(row, length)
    // The differences of infinite inputs would not be numbers.
    guard most.isFinite else {
      let winners = (0..<length).reduce(0) { row[$1] == .infinity ? $0 + 1 : $0 }
      for i in 0..<length { row[i] = row[i] == .infinity ? 1 / Float(winners) : 0 }
      return
    }
    for i in 0..<length {
      let x = (row[i] - most) * beta
      // Below −87 there are no normal numbers; NaN fails the comparison.
      row[i] = x >= -87 ? VectorMath.exp(x) : 0
    }
    let gain = 1 / Summation.sum(row, length)
    for i in 0..<length { row[i] *= gain }
  }
}
