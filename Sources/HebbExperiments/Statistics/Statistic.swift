/// A mean over seeds with its sample standard deviation and the 95 % confidence interval of the mean.
public struct Statistic: Sendable, Codable, Equatable {
  public var mean: Double
  /// With n − 1 in the denominator; nil for one seed.
  public var standardDeviation: Double?
  /// Half the width of the interval, t₀.₉₇₅(n − 1) · s / √n: it reaches from mean − margin to mean + margin. Nil for one
  /// seed.
  public var margin95: Double?

  /// Precondition: there is at least one value.
  init(_ values: [Double]) {
    let n = Double(values.count)
    let mean = values.reduce(0, +) / n
    self.mean = mean
    if values.count > 1 {
      let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot()
      standardDeviation = deviation
      margin95 = StudentT(degreesOfFreedom: n - 1).quantile(0.975) * deviation / n.squareRoot()
    }
  }
}
