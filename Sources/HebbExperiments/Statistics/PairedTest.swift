/// The paired t-test: whether two experiments differ that were run with the same seeds.
///
/// With dᵢ the difference for seed i, d̄ their mean and s their standard deviation: t = d̄ / (s / √n), with n − 1 degrees
/// of freedom. What two runs of a seed have in common (held-out images, initial weights, order of the images) cancels.
///
/// > Reference: Student, "The probable error of a mean", Biometrika 6 (1908), doi:10.2307/2331554.
public struct PairedTest: Sendable, Codable, Equatable {
  /// d̄: how much larger the second experiment's figure is.
  public let difference: Double
  /// The 95 % confidence interval reaches this far to both sides of the difference.
  public let margin95: Double
  /// Nil if all differences are equal, so that the estimated error is 0.
  public let t: Double?
  public let degreesOfFreedom: Int
  /// P(|T| ≥ |t|) if there were no difference. Where all differences are equal: 1 if they are 0, else 0.
  public let pValue: Double

  /// - Parameters:
  ///   - first: one figure per seed.
  ///   - second: the same seeds, in the same order.
  ///
  /// Precondition: equally many figures, at least two.
  public init(_ first: [Double], _ second: [Double]) {
    precondition(first.count == second.count && first.count >= 2, "\(first.count) and \(second.count) figures")
    let differences = Statistic(zip(first, second).map { $1 - $0 })
    difference = differences.mean
    margin95 = differences.margin95 ?? 0
    degreesOfFreedom = first.count - 1
    let error = (differences.standardDeviation ?? 0) / Double(first.count).squareRoot()
    // Differences that are equal may come out unequal in their last bits.
    let rounding = (first + second).reduce(0) { max($0, abs($1)) } * 1e-15
    t = error > rounding ? differences.mean / error : nil
    pValue =
      t.map { StudentT(degreesOfFreedom: Double(first.count - 1)).twoSidedTail($0) }
      ?? (abs(differences.mean) > rounding ? 0 : 1)
  }
}
