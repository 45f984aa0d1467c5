import Foundation

/// What softmax, its logarithm and the cross-entropy compute for one row after the other.
enum Rows {
  /// Fills `result` with e^(x − largest x), and returns their sum and the largest x.
  @inline(__always)
  static func exponentials(
    _ x: UnsafePointer<Float>, _ length: Int, into result: UnsafeMutablePointer<Float>
  ) -> (sum: Float, largest: Float) {
    let largest = largest(x, length)
    for i in 0..<length { result[i] = VectorMath.exp(x[i] - largest) }
    return (Summation.sum(result, length), largest)
  }

  /// log Σ e^x, without overflow.
  @inline(__always)
  static func logSumExp(
    _ x: UnsafePointer<Float>, _ length: Int, scratch: UnsafeMutableBufferPointer<Float>
  ) -> Float {
    let largest = largest(x, length)
    return largest + Foundation.log(Summation.sum(length, scratch) { VectorMath.exp(x[$0] - largest) })
  }

  /// The largest of some elements, in lanes so that comparisons are vector instructions; −∞ of none.
  @inline(__always)
  static func largest(_ x: UnsafePointer<Float>, _ length: Int) -> Float {
    var lanes = SIMD16<Float>(repeating: -.infinity)
    let whole = length & ~15
    var i = 0
    while i < whole {
      let next = SIMD16(loading: x + i)
      lanes.replace(with: next, where: next .> lanes)
      i += 16
    }
    var largest = lanes.max()
    while i < length {
      if x[i] > largest { largest = x[i] }
      i += 1
    }
    return largest
  }
}
