/// Student's t distribution: of a mean of normal values, divided by its estimated standard error.
///
/// > Reference: Student, "The probable error of a mean", Biometrika 6 (1908), doi:10.2307/2331554.
struct StudentT: Sendable, Equatable {
  /// ν; above 0.
  let degreesOfFreedom: Double

  /// Precondition: above 0.
  init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "\(degreesOfFreedom) degrees of freedom")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// P(|T| ≥ |t|) = I(ν / (ν + t²); ν/2, ½), exact to its last digits also where it is tiny.
  func twoSidedTail(_ t: Double) -> Double {
    guard t.isFinite else { return 0 }
    let nu = degreesOfFreedom
    return IncompleteBeta.regularised(nu / (nu + t * t), nu / 2, 0.5)
  }

  /// P(T ≤ t).
  func cumulative(_ t: Double) -> Double {
    let tail = twoSidedTail(t) / 2
    return t > 0 ? 1 - tail : tail
  }

  /// The t with P(T ≤ t) = p. Precondition: 0 < p < 1.
  func quantile(_ p: Double) -> Double {
    precondition(p > 0 && p < 1, "quantile of \(p)")
    guard p != 0.5 else { return 0 }
    guard p > 0.5 else { return -quantile(1 - p) }
    let tail = 2 * (1 - p)
    var (lower, upper) = (0.0, 1.0)
    while twoSidedTail(upper) > tail { (lower, upper) = (upper, upper * 2) }
    // Halving the bracket until nothing lies between its ends: slower than Newton's steps, but it cannot fail.
    while true {
      let middle = lower + (upper - lower) / 2
      guard middle > lower, middle < upper else { return middle }
      if twoSidedTail(middle) > tail { lower = middle } else { upper = middle }
    }
  }
}
