import Foundation

/// What the update of a dense memory needs of F, for every overlap m that a state of N units can have with a pattern.
///
/// A unit compares the energies of its two values, with all others as they are. For a pattern ξ and overlap m = ξ·σ these
/// overlaps are m and m − 2 ξᵢ σᵢ, and Krotov and Hopfield's update becomes
///
///     σᵢ ← sgn( Σ ξᵢ gain(m) + σᵢ Σ curvature(m) )
///     gain(m) = ½ [F(m + 2) − F(m − 2)],   curvature(m) = ½ [2 F(m) − F(m + 2) − F(m − 2)]
///
/// sums over patterns: two matrix products for all units at once, and no approximation. Both functions may be divided by
/// any positive number, and are, so that nothing leaves the range of single precision.
struct OverlapTables: Sendable {
  private enum Form {
    /// gain and curvature at m = −N, −N + 2, … N.
    case table(gains: [Double], curvatures: [Double])
    /// exp(−2t) for t = 0…N; both functions are multiples of exp(m).
    case exponential([Double])
  }

  let units: Int
  private let form: Form

  init(_ interaction: DenseInteraction, units: Int) {
    self.units = units
    switch interaction {
    case .exponential: form = .exponential((0...units).map { exp(-2 * Double($0)) })
    case .polynomial(let degree): form = Self.polynomial(units) { Self.power($0, degree) }
    case .rectifiedPolynomial(let degree): form = Self.polynomial(units) { Self.power(max(0, $0), degree) }
    }
  }

  /// Powers of m / N, not of m, which could leave the range of double precision.
  private static func polynomial(_ units: Int, _ power: (Double) -> Double) -> Form {
    let values: [Double] = (-1...units + 1).map { power(Double(2 * $0 - units) / Double(units)) }
    var gains: [Double] = []
    var curvatures: [Double] = []
    for i in 0...units {
      let (below, here, above) = (values[i], values[i + 1], values[i + 2])
      gains.append((above - below) / 2)
      curvatures.append((here - above + (here - below)) / 2)
    }
    return .table(gains: gains, curvatures: curvatures)
  }

  /// Whole powers by multiplication, the same on every system.
  static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }

  /// The overlap whose functions are to be about 1, of those between two: where F weighs most.
  func base(least: Float, greatest: Float) -> Int {
    switch form {
    case .exponential: Int(greatest)
    case .table(let gains, _):
      gains[index(Int(least))].magnitude > gains[index(Int(greatest))].magnitude ? Int(least) : Int(greatest)
    }
  }

  /// Fills tables `[units + 1]` of both functions at m = −N, −N + 2, … N, divided by their size at the base. Entries of
  /// overlaps that would weigh more than the base are not to be used.
  func fill(_ gains: UnsafeMutablePointer<Float>, _ curvatures: UnsafeMutablePointer<Float>, base: Int) {
    switch form {
    case .table(let gain, let curvature):
      let size = max(gain[index(base)].magnitude, curvature[index(base)].magnitude)
      // Both are 0 everywhere if F is rectified and no overlap positive.
      let factor = size > 0 ? 1 / size : 0
      for i in 0...units {
        gains[i] = Float(gain[i] * factor)
        curvatures[i] = Float(curvature[i] * factor)
      }
    case .exponential(let decays):
      let (odd, even) = (sinh(2.0), 1 - cosh(2.0))
      let last = index(base)
      for i in 0...units {
        let value = i <= last ? decays[last - i] : 0
        gains[i] = Float(value * odd)
        curvatures[i] = Float(value * even)
      }
    }
  }

  private func index(_ overlap: Int) -> Int { (overlap + units) / 2 }
}
