import Foundation

/// Writes numbers for axes and labels the way people do: 0.25, 50,000, 3×10⁸, with a true minus sign.
struct NumberFormat: Sendable {
  private let decimals: Int
  /// The power of ten that is factored out of very large and very small numbers.
  private let exponent: Int?

  /// - Parameters:
  ///   - step: the distance of neighbouring numbers, which decides how many decimals they need.
  ///   - largest: the largest absolute value that is to be written.
  init(step: Double, largest: Double) {
    let magnitude = Int(log10(max(largest, 1e-300)).rounded(.down))
    exponent = magnitude >= 6 || magnitude < -3 ? magnitude : nil
    let stepMagnitude = Int((log10(max(step, 1e-300)) + 1e-9).rounded(.down))
    decimals = min(15, max(0, (exponent ?? 0) - stepMagnitude))
  }

  /// Equally many decimals for all of the numbers, none if they are whole, else so that the largest has three digits.
  static func common(to values: [Double]) -> NumberFormat {
    let largest = values.reduce(0) { max($0, abs($1)) }
    let areWhole = largest < 1e6 && values.allSatisfy { $0 == $0.rounded() }
    return NumberFormat(step: areWhole ? 1 : thirdDigit(of: largest), largest: largest)
  }

  /// The power of ten of the third significant digit.
  private static func thirdDigit(of value: Double) -> Double {
    pow(10, max(-300, log10(max(value, 1e-300)).rounded(.down) - 2))
  }

  /// The number with three or so significant digits, for a label of its own.
  static func short(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "not a number" : value < 0 ? "−∞" : "∞" }
    guard value != 0 else { return "0" }
    let step = thirdDigit(of: abs(value))
    let text = NumberFormat(step: abs(value) < 1e6 ? min(step, 1) : step, largest: abs(value)).string(value)
    // 0.500 reads better as 0.5.
    guard text.contains("."), !text.contains("×") else { return text }
    return String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
  }

  func string(_ value: Double) -> String {
    guard value != 0 else { return "0" }
    guard let exponent else { return Self.grouped(value, decimals: decimals) }
    let mantissa = Self.grouped(value / pow(10, Double(exponent)), decimals: decimals)
    return "\(mantissa)×10\(Self.superscript(exponent))"
  }

  /// digit · 10^exponent, as on logarithmic axes; written out if `plain`.
  static func power(_ digit: Double, _ exponent: Int, plain: Bool) -> String {
    if plain { return grouped(digit * pow(10, Double(exponent)), decimals: max(0, -exponent)) }
    return (digit == 1 ? "" : "\(Int(digit))×") + "10" + superscript(exponent)
  }

  private static func grouped(_ value: Double, decimals: Int) -> String {
    let plain = String(format: "%.\(decimals)f", abs(value))
    let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
    var whole = ""
    for (index, digit) in parts[0].enumerated() {
      // Four digits are read at a glance; longer numbers get separators.
      if parts[0].count > 4, index > 0, (parts[0].count - index).isMultiple(of: 3) { whole += "," }
      whole.append(digit)
    }
    let isZero = plain.allSatisfy { $0 == "0" || $0 == "." }
    return (value < 0 && !isZero ? "−" : "") + whole + (parts.count > 1 ? "." + parts[1] : "")
  }

  private static func superscript(_ exponent: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return String(String(exponent).map { $0.wholeNumberValue.map { digits[$0] } ?? "⁻" })
  }
}
