/// Transcendental functions without branches or calls, so that a loop over them becomes vector instructions.
///
/// The polynomials are minimax approximations of our own (Remez exchange, rounded to `Float`). Errors stay within 2
/// units in the last place, and results are the same on every processor: nothing here depends on the C library.
enum VectorMath {
  /// e^x; 0 below about −104, infinite above about 88.7, NaN for NaN.
  ///
  /// x = n ln 2 + r with |r| ≤ ½ ln 2, and e^x = 2ⁿ e^r.
  @inline(__always)
  static func exp(_ x: Float) -> Float {
    // Written so that NaN passes both comparisons.
    let low = x < -104 ? -104 : x
    let clamped = low > 89 ? 89 : low
    // Adding 1.5 × 2²³ rounds to an integer, which then stands in the low bits.
    let magic: Float = 12_582_912
    let shifted = clamped * 1.442_695_04 + magic
    let n = shifted - magic
    let exponent = Int32(bitPattern: shifted.bitPattern) &- Int32(bitPattern: magic.bitPattern)
    // ln 2 in two parts, of which the first has so few digits that its product with n is exact.
    let r = (clamped - n * 0.693_359_375) - n * -2.121_944_4e-4
    var p: Float = 0.001_394_121_8
    p = p * r + 0.008_363_235
    p = p * r + 0.041_666_374
    p = p * r + 0.166_665_77
    p = p * r + 0.5
    let result = p * (r * r) + r + 1
    // Two factors, because 2ⁿ alone may not be a normal number where the result is the largest or subnormal.
    let half = exponent >> 1
    return result * powerOfTwo(half) * powerOfTwo(exponent &- half)
  }

  /// The natural logarithm of a normal positive number; without meaning for any other.
  ///
  /// x = 2ⁿ m with m in [√½, √2), and log m = 2 artanh s with s = (m − 1) / (m + 1), |s| < 0.172, by its series.
  @inline(__always)
  static func log(_ x: Float) -> Float {
    // √½ has these bits: what lies above it counts into the exponent.
    let offset: UInt32 = 0x3F35_04F3
    let shifted = Int32(bitPattern: x.bitPattern &- offset)
    let n = shifted >> 23
    let m = Float(bitPattern: x.bitPattern &- UInt32(bitPattern: n &<< 23))
    let s = (m - 1) / (m + 1)
    let square = s * s
    var p: Float = 0.222_222_22
    p = p * square + 0.285_714_3
    p = p * square + 0.4
    p = p * square + 0.666_666_7
    let series = s * square * p + 2 * s
    // ln 2 in two parts, of which the first has so few digits that its product with n is exact.
    return Float(n) * 0.693_359_375 + (series - Float(n) * 2.121_944_4e-4)
  }

  /// The hyperbolic tangent.
  ///
  /// An odd polynomial near 0, where 1 − 2 / (e^2|x| + 1) would lose digits.
  @inline(__always)
  static func tanh(_ x: Float) -> Float {
    let magnitude = Swift.abs(x)
    let far = 1 - 2 / (exp(2 * magnitude) + 1)
    let square = x * x
    var p: Float = -0.005_717_045
    p = p * square + 0.020_650_588
    p = p * square - 0.053_743_497
    p = p * square + 0.133_314_91
    p = p * square - 0.333_332_84
    let near = magnitude + magnitude * square * p
    let result = magnitude < 0.625 ? near : far
    return Float(bitPattern: result.bitPattern | (x.bitPattern & 0x8000_0000))
  }

  /// The logistic function 1 / (1 + e^−x).
  @inline(__always)
  static func sigmoid(_ x: Float) -> Float { 1 / (1 + exp(-x)) }

  @inline(__always)
  private static func powerOfTwo(_ exponent: Int32) -> Float {
    Float(bitPattern: UInt32(bitPattern: (exponent &+ 127) &<< 23))
  }
}
