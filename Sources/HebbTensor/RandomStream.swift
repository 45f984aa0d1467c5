import Foundation

/// A counter-based random number generator (Philox 4x32, ten rounds): number n of a stream is a pure function of the
/// seed, the stream's name and n.
///
/// Streams with different names are independent, so that weights, masks, shuffles and flips can each be drawn, or drawn
/// again after a resumption, without knowing what else has been drawn.
///
/// > Reference: J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.3,
/// > doi:10.1145/2063384.2063405.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private let key: SIMD2<UInt32>
  private let stream: UInt64
  private var counter: UInt64 = 0
  private var block = SIMD4<UInt32>()
  private var pending = 0

  /// - Parameter path: what the numbers are for, e.g. `"layers.0.weights"` or `"epoch.3.flips"`.
  public init(seed: UInt64, _ path: String) {
    key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    // FNV-1a: the name only has to select a stream; Philox does the mixing.
    stream = path.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }

  public mutating func next() -> UInt64 {
    if pending == 0 {
      block = Self.philox(
        counter: SIMD4(
          UInt32(truncatingIfNeeded: counter), UInt32(truncatingIfNeeded: counter >> 32),
          UInt32(truncatingIfNeeded: stream), UInt32(truncatingIfNeeded: stream >> 32)),
        key: key)
      counter += 1
      pending = 2
    }
    pending -= 1
    return pending == 1
      ? UInt64(block.x) | UInt64(block.y) << 32
      : UInt64(block.z) | UInt64(block.w) << 32
  }

  /// Uniform in [0, 1), with 24 random bits.
  public mutating func uniform() -> Float { Float(next() >> 40) * 0x1p-24 }

  /// Standard normal, by the Box–Muller transform.
  public mutating func normal() -> Float {
    let radius = (-2 * log(1 - Double(next() >> 11) * 0x1p-53)).squareRoot()
    return Float(radius * cos(2 * .pi * Double(next() >> 11) * 0x1p-53))
  }

  /// The Philox 4x32-10 bijection.
  static func philox(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var (x, k) = (counter, key)
    for _ in 0..<10 {
      let a = x.x.multipliedFullWidth(by: 0xD251_1F53)
      let b = x.z.multipliedFullWidth(by: 0xCD9E_8D57)
      x = SIMD4(b.high ^ x.y ^ k.x, b.low, a.high ^ x.w ^ k.y, a.low)
      k = SIMD2(k.x &+ 0x9E37_79B9, k.y &+ 0xBB67_AE85)
    }
    return x
  }
}
