/// A mean over seeds and its sample standard deviation (nil for one seed).
public struct Statistic: Sendable, Codable, Equatable {
  public var mean: Double
  public var standardDeviation: Double?

  /// Precondition: there is at least one value.
  init(_ values: [Double]) {
    let mean = values.reduce(0, +) / Double(values.count)
    self.mean = mean
    if values.count > 1 {
      standardDeviation =
        (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }
  }
}
