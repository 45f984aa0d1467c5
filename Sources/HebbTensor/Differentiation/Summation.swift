/// Sums of rows in sixteen lanes, so that they are vector additions. The order of addition is fixed by the length alone.
enum Summation {
  /// Elements that are summed in single precision at a time; sums of chunks are added up in double precision.
  static let chunk = 1024

  /// The sum of `count` elements.
  @inline(__always)
  static func sum(_ elements: UnsafePointer<Float>, _ count: Int) -> Float {
    inChunks(count) { start, length in
      lanes(length) {
        SIMD16(loading: elements + start + $0)
      } rest: {
        elements[start + $0]
      }
    }
  }

  /// The sum of the squares of `count` elements.
  @inline(__always)
  static func sumOfSquares(_ elements: UnsafePointer<Float>, _ count: Int) -> Float {
    inChunks(count) { start, length in
      lanes(length) {
        let x = SIMD16(loading: elements + start + $0)
        return x * x
      } rest: {
        elements[start + $0] * elements[start + $0]
      }
    }
  }

  /// The sum of f(i) for i in 0..<count, computed into `scratch` of `chunk` elements first, where f becomes vector
  /// instructions.
  @inline(__always)
  static func sum(
    _ count: Int, _ scratch: UnsafeMutableBufferPointer<Float>, _ f: (Int) -> Float
  ) -> Float {
    let terms = scratch.baseAddress.unsafelyUnwrapped
    return inChunks(count) { start, length in
      for i in 0..<length { terms[i] = f(start + i) }
      return lanes(length) {
        SIMD16(loading: terms + $0)
      } rest: {
        terms[$0]
      }
    }
  }

  @inline(__always)
  private static func inChunks(_ count: Int, _ sum: (_ start: Int, _ length: Int) -> Float) -> Float {
    if count <= chunk { return sum(0, count) }
    var total = 0.0
    for start in stride(from: 0, to: count, by: chunk) { total += Double(sum(start, min(chunk, count - start))) }
    return Float(total)
  }

  @inline(__always)
  private static func lanes(_ count: Int, _ vector: (Int) -> SIMD16<Float>, rest: (Int) -> Float) -> Float {
    var lanes = SIMD16<Float>.zero
    let whole = count & ~15
    var i = 0
    while i < whole {
      lanes += vector(i)
      i += 16
    }
    var sum = lanes.sum()
    while i < count {
      sum += rest(i)
      i += 1
    }
    return sum
  }
}

extension SIMD16<Float> {
  /// The sixteen elements that begin at an address, aligned or not.
  @inline(__always)
  init(loading address: UnsafePointer<Float>) {
    self = UnsafeRawPointer(address).loadUnaligned(as: SIMD16<Float>.self)
  }
}
