import Foundation

/// The regularised incomplete beta function.
enum IncompleteBeta {
  /// I(x; a, b) = ∫₀ˣ tᵃ⁻¹ (1 − t)ᵇ⁻¹ dt / B(a, b), from 0 at x = 0 to 1 at x = 1.
  ///
  /// By the continued fraction of DLMF 8.17.22, evaluated from the front by Lentz's method; about 14 digits.
  /// Precondition: a and b are positive, x is in 0...1.
  ///
  /// > Reference: NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov/8.17; W. J. Lentz, "Generating
  /// > Bessel functions in Mie scattering calculations using continued fractions", Applied Optics 15 (1976).
  static func regularised(_ x: Double, _ a: Double, _ b: Double) -> Double {
    precondition(a > 0 && b > 0 && (0...1).contains(x), "I(\(x); \(a), \(b))")
    guard x > 0, x < 1 else { return x }
    // The fraction converges fast below the distribution's middle; the other side follows from the symmetry.
    guard x <= (a + 1) / (a + b + 2) else { return 1 - regularised(1 - x, b, a) }
    let logarithm = a * log(x) + b * log1p(-x) - logBeta(a, b)
    return exp(logarithm) / a / fraction(x, a, b)
  }

  private static func logBeta(_ a: Double, _ b: Double) -> Double {
    lgamma(a).0 + lgamma(b).0 - lgamma(a + b).0
  }

  /// 1 + d₁/(1 + d₂/(1 + …)).
  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    var (value, c, d) = (1.0, 1.0, 0.0)
    for n in 1...10_000 {
      let m = Double(n / 2)
      let step =
        n.isMultiple(of: 2)
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 + step * d
      d = 1 / (abs(d) < tiny ? tiny : d)
      c = 1 + step / c
      if abs(c) < tiny { c = tiny }
      value *= c * d
      if abs(c * d - 1) < 1e-16 { break }
    }
    return value
  }
}
