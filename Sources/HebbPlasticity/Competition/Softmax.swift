import HebbTensor

/// The softmax of each row of a matrix, yᵢ = exp(β uᵢ) / Σⱼ exp(β uⱼ), at vector speed.
///
/// Inputs that are −∞ or not a number have no share; a row of these alone becomes 0. Several inputs of +∞ share equally.
enum Softmax {
  typealias Lanes = SIMD16<Float>

  /// - Parameters:
  ///   - matrix: u `[samples, neurons]`; becomes y.
  ///   - inverseTemperature: β
  static func apply(toRowsOf matrix: inout Tensor, inverseTemperature: Float) {
    let (samples, neurons) = (matrix.shape[0], matrix.shape[1])
    matrix.withUnsafeMutableBufferPointer { matrix in
      for sample in 0..<samples {
        let row = UnsafeMutableBufferPointer(rebasing: matrix[sample * neurons..<(sample + 1) * neurons])
        apply(to: row, inverseTemperature)
      }
    }
  }

  private static func apply(to row: UnsafeMutableBufferPointer<Float>, _ beta: Float) {
    var largest = Lanes(repeating: -.infinity)
    forEachLanes(of: row) { values in largest.replace(with: values, where: values .> largest) }
    // Relative to the largest input, no exponential exceeds 1.
    let most = largest.max()
    // The differences of infinite inputs would not be numbers.
    guard most.isFinite else {
      let winners = row.count { $0 == .infinity }
      for i in row.indices { row[i] = row[i] == .infinity ? 1 / Float(winners) : 0 }
      return
    }
    var totals = Lanes(repeating: 0)
    forEachLanes(of: row) { values in
      values = exponential(ofNotPositive: (values - most) * beta)
      totals += values
    }
    let gain = 1 / totals.sum()
    for i in row.indices { row[i] *= gain }
  }

  /// Every value of the row in turn, in vectors that `body` may change; the last is filled up with −∞.
  @inline(__always)
  private static func forEachLanes(of row: UnsafeMutableBufferPointer<Float>, _ body: (inout Lanes) -> Void) {
    let width = Lanes.scalarCount
    let raw = UnsafeMutableRawBufferPointer(row)
    let whole = row.count / width * width
    for start in stride(from: 0, to: whole, by: width) {
      let offset = start * MemoryLayout<Float>.stride
      var values = raw.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
      body(&values)
      raw.storeBytes(of: values, toByteOffset: offset, as: Lanes.self)
    }
    guard whole < row.count else { return }
    var last = Lanes(repeating: -.infinity)
    for i in whole..<row.count { last[i - whole] = row[i] }
    body(&last)
    for i in whole..<row.count { row[i] = last[i - whole] }
  }

  /// eˣ for x ≤ 0, with a relative error below 2 · 10⁻⁷; 0 below −87 (where a normal number ends) and for NaN.
  ///
  /// With n the integer next to x / ln 2 and r = x − n ln 2, eˣ = 2ⁿ eʳ, where |r| ≤ ln 2 / 2 needs seven terms of the
  /// exponential series. Nothing but additions and products, so that every processor gives the same bits.
  @inline(__always)
  static func exponential(ofNotPositive x: Lanes) -> Lanes {
    // Adding 1.5 · 2²³ rounds to an integer, and leaves it in the lowest bits.
    let rounding: Float = 0x1.8p23
    let rounded = x * 1.442_695_04 + rounding
    let n = rounded - rounding
    // ln 2 in two parts, so that the product with the first is exact.
    let r = (x - n * 0x1.62e4p-1) - n * 1.428_606_8e-6
    var series = Lanes(repeating: 1 / 5040)
    for coefficient: Float in [1 / 720, 1 / 120, 1 / 24, 1 / 6, 1 / 2, 1, 1] { series = series * r + coefficient }
    let power = unsafeBitCast((unsafeBitCast(rounded, to: SIMD16<Int32>.self) &+ 127) &<< 23, to: Lanes.self)
    return Lanes(repeating: 0).replacing(with: series * power, where: x .>= -87)
  }
}
