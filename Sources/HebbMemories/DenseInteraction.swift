import HebbSupport

/// F in the energy E = −Σ F(ξ·σ) of a dense associative memory: the steeper, the more patterns it holds.
public enum DenseInteraction: Sendable, Equatable {
  /// F(m) = mⁿ. n = 2 is Hopfield's network; the capacity grows as Nⁿ⁻¹. If n is even, the negative of a pattern is as
  /// good a memory as the pattern.
  case polynomial(degree: Int)
  /// F(m) = max(0, m)ⁿ, for which the negatives of patterns are nothing special.
  case rectifiedPolynomial(degree: Int)
  /// F(m) = exp(m). The capacity grows exponentially with N.
  ///
  /// > Reference: M. Demircigil, J. Heusel, M. Löwe, S. Upgang and F. Vermet, "On a model of associative memory with huge
  /// > storage capacity", J. Stat. Phys. 168 (2017), 288–299, doi:10.1007/s10955-017-1806-y.
  case exponential

  /// Above this the powers of small overlaps leave the range of double precision.
  public static let largestDegree = 60

  /// - Throws: `Problem` if the degree is not one from 2 to `largestDegree`.
  func validate() throws {
    switch self {
    case .exponential: return
    case .polynomial(let degree), .rectifiedPolynomial(let degree):
      guard (2...Self.largestDegree).contains(degree) else {
        throw Problem(
          "an energy of degree \(degree) makes no memory", advice: "Choose a degree from 2 to \(Self.largestDegree).")
      }
    }
  }
}
