/// Where things stand in a chart of parallel coordinates.
struct ParallelLayout {
  let chart: ParallelCoordinates
  /// The lines, in the order in which they are drawn.
  let drawn: [ParallelCoordinates.Line]
  private let valueAxis: Axis

  init(_ chart: ParallelCoordinates, drawn: [ParallelCoordinates.Line]) {
    (self.chart, self.drawn) = (chart, drawn)
    valueAxis = .linear(drawn.map(\.value), roundedToTicks: true)
  }

  private static let slot = 118.0
  private static let left = 84.0
  private static let right = 56.0

  private var names: [String] { chart.dimensions.map { ChartFrame.shortened($0.name, to: 26) } + [chart.valueLabel] }
  var width: Double { max(chart.size.width, Self.left + Self.right + Self.slot * Double(chart.dimensions.count)) }
  private var step: Double { (width - Self.left - Self.right) / Double(max(1, chart.dimensions.count)) }
  /// Long names of neighbours stand in two rows.
  private var isStaggered: Bool { names.contains { ChartFrame.width(of: $0) > step - 8 } }
  var top: Double { (chart.title.isEmpty ? 4 : 40) + (isStaggered ? 42 : 24) }
  var bottom: Double { top + chart.size.plotHeight }

  private func x(_ index: Int) -> Double { Self.left + Double(index) * step }
  /// Names and ticks at the very ends of an axis are no good to read.
  private static let margin = 10.0
  private func y(_ position: Double) -> Double {
    bottom - Self.margin - position * (bottom - top - 2 * Self.margin)
  }

  /// 0 at the lower end of a scale to 1 at its upper end; nil if it cannot be drawn.
  static func position(_ place: Double, on scale: ParallelCoordinates.Scale) -> Double? {
    guard Axis.isDrawable(place) else { return nil }
    switch scale {
    case .names(let names):
      guard place >= 0, place <= Double(max(0, names.count - 1)) else { return nil }
      return names.count < 2 ? 0.5 : place / Double(names.count - 1)
    case .linear(let lower, let upper):
      return Axis.linear([lower, upper], roundedToTicks: true).position(place)
    case .logarithmic(let lower, let upper): return Axis.logarithmic([lower, upper]).position(place)
    }
  }

  static func text(_ place: Double, on scale: ParallelCoordinates.Scale) -> String {
    guard case .names(let names) = scale, names.indices.contains(Int(place)) else { return NumberFormat.short(place) }
    return names[Int(place)]
  }

  /// Where a line crosses the axes.
  func points(of line: ParallelCoordinates.Line) -> [(x: Double, y: Double)] {
    let places = zip(chart.dimensions, line.places).enumerated().compactMap { index, pair in
      Self.position(pair.1, on: pair.0.scale).map { (x(index), y($0)) }
    }
    return places + (valueAxis.position(line.value).map { [(x(chart.dimensions.count), y($0))] } ?? [])
  }

  /// 0 for the worst of the lines, 1 for the best.
  func goodness(of value: Double) -> Double {
    guard let least = drawn.map(\.value).min(), let greatest = drawn.map(\.value).max(), least < greatest else {
      return 1
    }
    let height = (value - least) / (greatest - least)
    return chart.isHigherBetter ? height : 1 - height
  }

  /// The axes, and a mark on each where a tick's name stands.
  var axisLines: [Markup] {
    let look = [("stroke", "currentColor"), ("opacity", "0.45")]
    let axes = (0...chart.dimensions.count).map { ChartFrame.line(x($0), top, x($0), bottom, look) }
    let marks = chart.dimensions.enumerated().flatMap { index, dimension in
      ticks(of: dimension.scale).map { tick in
        ChartFrame.line(x(index) - 4, y(tick.position), x(index), y(tick.position), look)
      }
    }
    return axes + marks
  }

  /// Names and ticks, over the lines. Lines come level to an inner axis, many of them right at a tick: its name stands a
  /// little above, where they do not strike it through.
  var labels: [Markup] {
    var markup: [Markup] = []
    for (index, name) in names.enumerated() {
      let isValue = index == chart.dimensions.count
      let row = isStaggered && index.isMultiple(of: 2) ? 34.0 : 14.0
      markup.append(
        ChartFrame.text(
          name, index == 0 ? 4 : isValue ? width - 4 : x(index), top - row,
          [("text-anchor", index == 0 ? "start" : isValue ? "end" : "middle"), ("font-weight", "600")]))
      for tick in isValue ? valueTicks : ticks(of: chart.dimensions[index].scale) {
        let isInner = index > 0 && !isValue
        markup += ChartFrame.seamed(
          tick.label, isValue ? x(index) + 14 : x(index) - 7, y(tick.position) + (isInner ? -5 : 4.5),
          [("text-anchor", isValue ? "start" : "end"), ("font-size", "12")])
      }
    }
    return markup
  }

  private var valueTicks: [(label: String, position: Double)] {
    valueAxis.ticks.compactMap { tick in valueAxis.position(tick.value).map { (tick.label, $0) } }
  }

  /// Names that fit beside an axis: without their middles, or without their ends if they could not be told apart so.
  private static func shortened(_ names: [String]) -> [String] {
    let most = 14
    let labels = names.map { ChartFrame.shortened($0, to: most) }
    guard Set(labels).count < names.count else { return labels }
    return names.map { $0.count > most ? $0.prefix(most - 1) + "…" : $0 }
  }

  private func ticks(of scale: ParallelCoordinates.Scale) -> [(label: String, position: Double)] {
    switch scale {
    case .names(let names):
      // More would touch each other.
      let every = max(1, names.count * 16 / max(1, Int(chart.size.plotHeight)) + 1)
      let labels = Self.shortened(names)
      return stride(from: 0, to: names.count, by: every).compactMap { index in
        Self.position(Double(index), on: scale).map { (labels[index], $0) }
      }
    case .linear(let lower, let upper):
      let axis = Axis.linear([lower, upper], roundedToTicks: true)
      return axis.ticks.compactMap { tick in axis.position(tick.value).map { (tick.label, $0) } }
    case .logarithmic(let lower, let upper):
      let axis = Axis.logarithmic([lower, upper])
      return axis.ticks.compactMap { tick in axis.position(tick.value).map { (tick.label, $0) } }
    }
  }

  /// The colours along the axis of values, from the worst line to the best.
  var colours: [Markup] {
    guard let least = drawn.map(\.value).min(), let greatest = drawn.map(\.value).max(),
      let low = valueAxis.position(least), let high = valueAxis.position(greatest), high > low
    else { return [] }
    return (0..<ChartRamp.count).map { index in
      let from = Double(index) / Double(ChartRamp.count)
      let to = Double(index + 1) / Double(ChartRamp.count)
      let place = chart.isHigherBetter ? (from + to) / 2 : 1 - (from + to) / 2
      let (upper, lower) = (y(low + to * (high - low)), y(low + from * (high - low)))
      return .element(
        "rect",
        [
          ("x", ChartFrame.number(x(chart.dimensions.count) + 2)), ("y", ChartFrame.number(upper)), ("width", "7"),
          ("height", ChartFrame.number(lower - upper + 0.3)),
        ] + ChartRamp.fill(place))
    }
  }
}
