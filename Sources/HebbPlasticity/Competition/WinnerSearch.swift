/// The largest values of a row, found at vector speed.
///
/// NaN is never found; of equal values the first ones are. `largest` asks for values above 0, as winners must be.
enum WinnerSearch {
  private typealias Lanes = SIMD16<Float>
  private static let width = Lanes.scalarCount

  /// The index of the largest value, or nil if none is above 0.
  ///
  /// - Complexity: O(row.count)
  static func largest(in row: UnsafeBufferPointer<Float>) -> Int? {
    let largest = maximum(of: row, above: 0)
    return largest > 0 ? first(largest, in: row) : nil
  }

  /// The index of the largest value, whatever its sign, or nil if there is none but NaN and −∞.
  ///
  /// - Complexity: O(row.count)
  static func strongest(in row: UnsafeBufferPointer<Float>) -> Int? {
    let largest = maximum(of: row, above: -.infinity)
    return largest > -.infinity ? first(largest, in: row) : nil
  }

  /// The index of the first element of a value that occurs.
  private static func first(_ value: Float, in row: UnsafeBufferPointer<Float>) -> Int? {
    var start = 0
    while start + width <= row.count, !any(lanes(of: row, at: start) .== value) { start += width }
    return row[start...].firstIndex(of: value)
  }

  /// The indices of the `count` largest values, ascending; fewer if not so many values are above 0.
  ///
  /// Positive floating-point numbers are ordered like their bit patterns, so that the `count`-th largest value is found
  /// by bisection over these, counting the values that reach a bound.
  ///
  /// - Parameter indices: the first places are written to; has room for `count`, at least 1.
  /// - Returns: how many were found.
  /// - Complexity: O(row.count): about ten vectorised passes, more where values are nearly equal, never more than 40.
  static func largest(
    _ count: Int, in row: UnsafeBufferPointer<Float>, into indices: UnsafeMutableBufferPointer<Int32>
  ) -> Int {
    // Bit patterns: at least `count` values reach `low`, or it is the least that can win; fewer reach `high`.
    var low = Int(Float.leastNonzeroMagnitude.bitPattern)
    var reaching = Self.count(of: row, reaching: Float.leastNonzeroMagnitude)
    let wanted = min(count, reaching)
    guard wanted > 0 else { return 0 }
    var high = Int(maximum(of: row, above: 0).bitPattern) + 1
    // Mostly the values wanted are of the order of the largest: the first bound is half of it, then ever less.
    var step = 1 << 23
    while reaching > wanted, high - low > 1 {
      let middle = max(high - step, low + (high - low) / 2)
      let found = Self.count(of: row, reaching: Float(bitPattern: UInt32(middle)))
      if found >= wanted { (low, reaching) = (middle, found) } else { (high, step) = (middle, 2 * step) }
    }
    let bound = Float(bitPattern: UInt32(low))
    return collect(wanted, in: row, reaching: bound, of: reaching, into: indices)
  }

  /// Writes the indices of the `wanted` values that reach the bound; if `reaching` values do, which are more, then all
  /// that are not larger are equal to it, and the last of these are left out.
  private static func collect(
    _ wanted: Int, in row: UnsafeBufferPointer<Float>, reaching bound: Float, of reaching: Int,
    into indices: UnsafeMutableBufferPointer<Int32>
  ) -> Int {
    var surplus = reaching - wanted
    var end = row.count
    while surplus > 0 {
      end -= 1
      if row[end] == bound { surplus -= 1 }
    }
    var found = 0
    func collect(_ range: Range<Int>, _ bound: Float) {
      var i = range.lowerBound
      while i < range.upperBound, found < wanted {
        if i + width <= range.upperBound, !any(lanes(of: row, at: i) .>= bound) {
          i += width
          continue
        }
        // Without a branch, which no processor could foresee: what does not reach the bound is overwritten.
        for index in i..<min(i + width, range.upperBound) where found < wanted {
          indices[found] = Int32(index)
          found += row[index] >= bound ? 1 : 0
        }
        i += width
      }
    }
    collect(0..<end, bound)
    collect(end..<row.count, bound.nextUp)
    return found
  }

  /// The largest value above a floor, or the floor if there is none.
  private static func maximum(of row: UnsafeBufferPointer<Float>, above floor: Float) -> Float {
    var best = Lanes(repeating: floor)
    let whole = row.count / width * width
    for start in stride(from: 0, to: whole, by: width) {
      let values = lanes(of: row, at: start)
      best.replace(with: values, where: values .> best)
    }
    var largest = best.max()
    for i in whole..<row.count where row[i] > largest { largest = row[i] }
    return largest
  }

  private static func count(of row: UnsafeBufferPointer<Float>, reaching bound: Float) -> Int {
    var counts = SIMD16<Int32>(repeating: 0)
    let whole = row.count / width * width
    for start in stride(from: 0, to: whole, by: width) {
      counts.replace(with: counts &+ 1, where: lanes(of: row, at: start) .>= bound)
    }
    var count = Int(counts.wrappedSum())
    for i in whole..<row.count where row[i] >= bound { count += 1 }
    return count
  }

  @inline(__always)
  private static func lanes(of row: UnsafeBufferPointer<Float>, at start: Int) -> Lanes {
    UnsafeRawBufferPointer(row).loadUnaligned(fromByteOffset: start * MemoryLayout<Float>.stride, as: Lanes.self)
  }
}
