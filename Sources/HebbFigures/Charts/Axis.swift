import Foundation

/// One axis of a chart: which values it spans, how they map to 0…1, and where its ticks stand.
struct Axis: Sendable, Equatable {
  struct Tick: Sendable, Equatable {
    var value: Double
    var label: String
  }

  private(set) var lower: Double
  private(set) var upper: Double
  private(set) var ticks: [Tick]
  private(set) var isLogarithmic = false

  /// Values that can be drawn; the bound keeps differences of two of them finite.
  static func isDrawable(_ value: Double) -> Bool { abs(value) <= 1e300 }

  /// A linear axis over the drawable ones among `values` (0…1 if there are none).
  ///
  /// - Parameters:
  ///   - roundedToTicks: whether the axis is extended to the next tick at both ends.
  ///   - wholeNumbers: whether ticks stand at whole numbers only (epochs, batches).
  static func linear(_ values: some Sequence<Double>, roundedToTicks: Bool, wholeNumbers: Bool = false) -> Axis {
    var (lower, upper) = range(of: values) ?? (0, 1)
    // So narrow a range is a constant value with rounding errors: give it room on both sides.
    if upper - lower <= max(abs(lower), abs(upper)) * 1e-9 || upper - lower < 1e-290 {
      let middle = lower + (upper - lower) / 2
      let room = wholeNumbers ? max(1, abs(middle) * 1e-6) : abs(middle) < 1e-280 ? 1 : abs(middle) / 10
      (lower, upper) = (middle - room, middle + room)
    }
    let step = wholeNumbers ? max(1, niceStep(upper - lower)) : niceStep(upper - lower)
    if roundedToTicks {
      (lower, upper) = ((lower / step + 1e-9).rounded(.down) * step, (upper / step - 1e-9).rounded(.up) * step)
    }
    let first = Int((lower / step - 1e-9).rounded(.up))
    let last = max(first, Int((upper / step + 1e-9).rounded(.down)))
    let format = NumberFormat(step: step, largest: max(abs(lower), abs(upper)))
    let ticks = (first...last).map { Tick(value: Double($0) * step, label: format.string(Double($0) * step)) }
    return Axis(lower: lower, upper: upper, ticks: ticks)
  }

  /// A logarithmic axis over the positive ones among `values` (1…10 if there are none).
  static func logarithmic(_ values: some Sequence<Double>) -> Axis {
    let (least, greatest) = range(of: values.lazy.filter { $0 > 0 }) ?? (1, 10)
    // Below 1e-300 powers of ten lose their digits.
    let first = Int(log10(max(least, 1e-300)) + 1e-9, rounding: .down)
    let last = max(first + 1, Int(log10(greatest) - 1e-9, rounding: .up))
    let decades = last - first
    let every = max(1, (decades + 5) / 6)
    let digits: [Double] = decades <= 1 ? [1, 2, 3, 5] : decades == 2 ? [1, 3] : [1]
    var ticks: [Tick] = []
    for decade in stride(from: first, through: last, by: every) {
      for digit in digits where decade < last || digit == 1 {
        let label = NumberFormat.power(digit, decade, plain: first >= -3 && last <= 3)
        ticks.append(Tick(value: digit * pow(10, Double(decade)), label: label))
      }
    }
    return Axis(
      lower: pow(10, Double(first)), upper: pow(10, Double(last)), ticks: ticks, isLogarithmic: true)
  }

  /// The place of a value between the axis' ends, 0 to 1; nil if it cannot be drawn on this axis.
  func position(_ value: Double) -> Double? {
    guard Self.isDrawable(value) else { return nil }
    guard isLogarithmic else { return (value - lower) / (upper - lower) }
    guard value > 0 else { return nil }
    return max(0, (log10(value) - log10(lower)) / (log10(upper) - log10(lower)))
  }

  private static func range(of values: some Sequence<Double>) -> (Double, Double)? {
    var range: (Double, Double)?
    for value in values where isDrawable(value) {
      range = (min(range?.0 ?? value, value), max(range?.1 ?? value, value))
    }
    return range
  }

  /// The step among 1, 2, 5 times a power of ten that divides `span` into three to eight parts.
  static func niceStep(_ span: Double) -> Double {
    let magnitude = pow(10, (log10(span / 5)).rounded(.down))
    let parts = span / 5 / magnitude
    return magnitude * (parts <= 1.4 ? 1 : parts <= 3 ? 2 : parts <= 7 ? 5 : 10)
  }
}

extension Int {
  fileprivate init(_ value: Double, rounding rule: FloatingPointRoundingRule) { self.init(value.rounded(rule)) }
}
