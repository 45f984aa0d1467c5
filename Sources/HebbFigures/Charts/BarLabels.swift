/// The names below the bars: level if they fit, else slanted, and only every so many where the bars are too thin for
/// that.
struct BarLabels {
  private enum Style: Equatable {
    case level, slanted
    case every(Int)
  }

  private let labels: [String]
  /// The width of a bar and its gap, in pixels.
  var slot: Double
  private let style: Style

  init(_ labels: [String], slot: Double) {
    self.slot = slot
    let widest = labels.map { ChartFrame.width(of: $0) }.max() ?? 0
    let style: Style =
      if widest + 8 <= slot { .level } else if slot >= 14 { .slanted } else {
        .every(Int(((min(widest, 120) + 12) / slot).rounded(.up)))
      }
    self.style = style
    self.labels = labels.map { ChartFrame.shortened($0, to: style == .level ? 60 : 18) }
  }

  /// The room that the labels take below the axis, in pixels.
  var height: Double {
    guard style == .slanted else { return 24 }
    return 18 + 0.6 * (labels.map { ChartFrame.width(of: $0) }.max() ?? 0)
  }

  /// The room that slanted labels take to the left of the plot, in pixels.
  var leastLeft: Double {
    guard style == .slanted else { return 0 }
    return labels.enumerated().map { 0.85 * ChartFrame.width(of: $1) - (Double($0) + 0.5) * slot }.max() ?? 0
  }

  func markup(left: Double, below bottom: Double) -> [Markup] {
    let step = if case .every(let step) = style { step } else { 1 }
    return stride(from: 0, to: labels.count, by: step).map { index in
      let x = left + (Double(index) + 0.5) * slot
      guard style == .slanted else {
        return ChartFrame.text(labels[index], x, bottom + 18, [("text-anchor", "middle"), ("opacity", "0.75")])
      }
      let place = "\(ChartFrame.number(x + 4)) \(ChartFrame.number(bottom + 14))"
      return ChartFrame.text(
        labels[index], x + 4, bottom + 14,
        [("text-anchor", "end"), ("opacity", "0.75"), ("transform", "rotate(-35 \(place))")])
    }
  }
}
