/// What all charts have in common: the title, the legend, the two axes with their grid, and the box between them.
struct ChartFrame {
  struct LegendEntry {
    var name: String
    /// Nil for a reference value.
    var series: Int?
    /// How single points are drawn, where no line is meant.
    var mark: Mark?
    /// Whether the line of a series is dashed: what is expected of it, not what it is.
    var isDashed = false
  }

  enum Mark { case dot, square }

  static let fontSize = 13.0
  private static let lineHeight = 20.0
  /// Where titles and legends begin: as good as flush with a page's text.
  private static let inset = 4.0

  var title: String
  var description: String
  var xLabel: String
  var yLabel: String
  var xAxis: Axis
  var yAxis: Axis
  var legend: [LegendEntry] = []
  var size = ChartSize.standard
  /// Bar charts write their own labels below the plot, and say how much room these take.
  var roomForOwnXLabels: Double?
  /// The least room at the left of the plot, for slanted labels.
  var leastLeft = 0.0

  var left: Double { max(leastLeft, Self.inset + 8 + (yAxis.ticks.map { Self.width(of: $0.label) }.max() ?? 0)) }
  var right: Double { size.width - 22 }
  var top: Double {
    let rows = Double(legendRows.count)
    return legendTop + (rows > 0 ? rows * Self.lineHeight + 6 : 0) + (yLabel.isEmpty ? 10 : 32)
  }
  var bottom: Double { top + size.plotHeight }
  private var legendTop: Double { title.isEmpty ? 4 : 34 }
  var height: Double { bottom + (roomForOwnXLabels ?? 24) + (xLabel.isEmpty ? 6 : 24) }

  /// Horizontal and vertical places of a value; nil where it cannot be drawn.
  func x(_ value: Double) -> Double? { xAxis.position(value).map { left + $0 * (right - left) } }
  func y(_ value: Double) -> Double? { yAxis.position(value).map { bottom - $0 * (bottom - top) } }

  /// The whole chart, with `content` drawn over the grid.
  func svg(_ content: [Markup]) -> Markup {
    var children: [Markup] = [
      .element("title", text: title.isEmpty ? "Chart" : title), .element("desc", text: description),
      .element("style", [], [.verbatim(ChartPalette.styleSheet)]),
    ]
    if !title.isEmpty {
      children.append(Self.text(title, Self.inset, 22, [("font-size", "16"), ("font-weight", "600")]))
    }
    children += [legendMarkup, .element("g", [], yAxisMarkup), .element("g", [], xAxisMarkup)]
    children.append(.element("g", [], content.isEmpty ? [emptyMark] : content))
    return Self.root(width: size.width, height: height, children)
  }

  /// The element that holds a whole drawing.
  static func root(width: Double, height: Double, _ children: [Markup]) -> Markup {
    let attributes = [
      ("xmlns", "http://www.w3.org/2000/svg"), ("class", "hebb-chart"), ("role", "img"),
      ("viewBox", "0 0 \(number(width)) \(number(height))"), ("width", number(width)), ("height", number(height)),
      ("color", ChartPalette.text), ("fill", "currentColor"), ("font-family", ChartPalette.typeface),
      ("font-size", number(fontSize)),
    ]
    return .element("svg", attributes, children)
  }

  private var emptyMark: Markup {
    Self.text("no data", (left + right) / 2, (top + bottom) / 2, [("text-anchor", "middle"), ("opacity", "0.6")])
  }

  private var yAxisMarkup: [Markup] {
    var markup: [Markup] = []
    if !yLabel.isEmpty { markup.append(Self.text(yLabel, Self.inset, top - 14, [("opacity", "0.75")])) }
    for tick in yAxis.ticks {
      guard let y = y(tick.value) else { continue }
      // Where bars hang down from zero, it has to be seen.
      let opacity = tick.value == 0 && yAxis.lower < 0 ? "0.5" : "0.13"
      markup.append(Self.line(left, y, right, y, [("stroke", "currentColor"), ("opacity", opacity)]))
      markup.append(Self.text(tick.label, left - 8, y + 4.5, [("text-anchor", "end"), ("opacity", "0.75")]))
    }
    return markup
  }

  private var xAxisMarkup: [Markup] {
    let axisLine: [(String, String)] = [("stroke", "currentColor"), ("opacity", "0.5")]
    var markup = [Self.line(left, bottom, right, bottom, axisLine)]
    for tick in roomForOwnXLabels == nil ? xAxis.ticks : [] {
      guard let x = x(tick.value) else { continue }
      markup.append(Self.line(x, bottom, x, bottom + 4, axisLine))
      markup.append(Self.text(tick.label, x, bottom + 18, [("text-anchor", "middle"), ("opacity", "0.75")]))
    }
    if !xLabel.isEmpty {
      markup.append(
        Self.text(xLabel, (left + right) / 2, height - 8, [("text-anchor", "middle"), ("opacity", "0.75")]))
    }
    return markup
  }

  /// Legend entries in as many rows as they need.
  private var legendRows: [[LegendEntry]] {
    var (rows, used) = ([[LegendEntry]](), Double.infinity)
    for entry in legend where !entry.name.isEmpty {
      let needed = Self.legendWidth(entry)
      if used + needed > size.width {
        rows.append([])
        used = Self.inset
      }
      rows[rows.count - 1].append(entry)
      used += needed
    }
    return rows
  }

  private var legendMarkup: Markup {
    var markup: [Markup] = []
    for (row, entries) in legendRows.enumerated() {
      var x = Self.inset
      let y = legendTop + (Double(row) + 0.6) * Self.lineHeight
      for entry in entries {
        let style = entry.series.map { ChartPalette.stroke($0) + [("stroke-width", entry.isDashed ? "2" : "3")] }
        let dash = entry.isDashed ? [("stroke-dasharray", ChartPalette.expectationDash)] : []
        markup.append(
          entry.mark.map { Self.mark($0, x + 10, y, series: entry.series ?? 0) }
            ?? Self.line(x, y, x + 20, y, (style ?? ChartPalette.reference) + dash))
        markup.append(Self.text(Self.shortened(entry.name, to: 48), x + 26, y + 4.5))
        x += Self.legendWidth(entry)
      }
    }
    return .element("g", [], markup)
  }

  private static func legendWidth(_ entry: LegendEntry) -> Double { 26 + width(of: shortened(entry.name, to: 48)) + 20 }

  /// A reference value: a dashed line over the whole plot. Its name stands in the legend, where no curve or bar can
  /// make it illegible.
  func reference(_ reference: ChartReference?, horizontal: Bool) -> [Markup] {
    guard let reference, let place = horizontal ? y(reference.value) : x(reference.value) else { return [] }
    return [
      horizontal
        ? Self.line(left, place, right, place, ChartPalette.reference)
        : Self.line(place, top, place, bottom, ChartPalette.reference)
    ]
  }
}

/// A value to compare with, drawn as a dashed line: a target rate, a chance level, a mean.
public struct ChartReference: Sendable, Equatable {
  public var value: Double
  public var label: String

  public init(_ value: Double, label: String) {
    self.value = value
    self.label = label
  }
}
