/// Centres and scales one image (or patch) to mean 0 and standard deviation 1 over all its values.
///
/// x ← (x − mean) / s, with s the unbiased estimate (divided by n − 1). An image without contrast becomes zeros.
///
/// > Reference: T. Miconi, "Hebbian learning with gradients", arXiv:2107.01729, section 2.2, whose footnote takes mean
/// > and deviation over each image, not over the dataset.
public enum Standardisation {
  /// Standardises `count` bytes into single or double precision. The sums are exact.
  @inlinable
  public static func apply<Value: BinaryFloatingPoint>(
    to pixels: UnsafePointer<UInt8>, into result: UnsafeMutablePointer<Value>, count: Int
  ) {
    var (sum, squares) = (0, 0)
    for index in 0..<count {
      let pixel = Int(pixels[index])
      sum += pixel
      squares += pixel * pixel
    }
    // n Σx² − (Σx)² = n (n − 1) s²
    let spread = count * squares - sum * sum
    guard spread > 0 else {
      result.update(repeating: 0, count: count)
      return
    }
    let mean = Double(sum) / Double(count)
    let deviation = (Double(spread) / (Double(count) * Double(count - 1))).squareRoot()
    let (scale, offset) = (Value(1 / deviation), Value(-mean / deviation))
    for index in 0..<count { result[index] = Value(pixels[index]) * scale + offset }
  }

  /// Standardises `count` values in place. The sums are taken in double precision.
  public static func apply(to values: UnsafeMutablePointer<Float>, count: Int) {
    let values = UnsafeMutableBufferPointer(start: values, count: count)
    guard let first = values.first, values.contains(where: { $0 != first }) else {
      values.update(repeating: 0)
      return
    }
    let mean = values.reduce(0.0) { $0 + Double($1) } / Double(count)
    let squares = values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    let scale = 1 / (squares / Double(count - 1)).squareRoot()
    for index in 0..<count { values[index] = Float((Double(values[index]) - mean) * scale) }
  }
}
