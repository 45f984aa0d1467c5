/// Trials of many parameters: an upright axis for each parameter and one for what was reached, and a line across them
/// for each trial, coloured by what it reached.
public struct ParallelCoordinates: Chart {
  public enum Scale: Sendable, Equatable {
    /// A place is the number of the name, from 0.
    case names([String])
    case linear(Double, Double)
    case logarithmic(Double, Double)
  }

  public struct Dimension: Sendable, Equatable {
    public var name: String
    public var scale: Scale

    public init(_ name: String, _ scale: Scale) { (self.name, self.scale) = (name, scale) }
  }

  public struct Line: Sendable, Equatable {
    public var name: String
    /// One for each dimension, on its scale.
    public var places: [Double]
    public var value: Double
    /// Others are drawn thin.
    public var isComplete: Bool
    /// Drawn last, and so that it stands out.
    public var isBest: Bool

    public init(_ name: String, places: [Double], value: Double, isComplete: Bool = true, isBest: Bool = false) {
      (self.name, self.places, self.value) = (name, places, value)
      (self.isComplete, self.isBest) = (isComplete, isBest)
    }
  }

  public var title: String
  public var dimensions: [Dimension]
  public var valueLabel: String
  public var isHigherBetter: Bool
  /// Those with a place or value that cannot be drawn are left out.
  public var lines: [Line]
  /// What a reader who cannot see the chart should know; by default the extremes and the best line.
  public var description: String?
  /// With many dimensions the chart gets wider than that.
  public var size = ChartSize(width: 640, plotHeight: 300)

  public init(
    _ title: String, dimensions: [Dimension], valueLabel: String, isHigherBetter: Bool = true, lines: [Line],
    description: String? = nil
  ) {
    (self.title, self.dimensions, self.valueLabel) = (title, dimensions, valueLabel)
    (self.isHigherBetter, self.lines, self.description) = (isHigherBetter, lines, description)
  }

  public var extent: (width: Double, height: Double) { (layout.width, layout.bottom + 16) }

  public func svg() -> String {
    let layout = layout
    let drawn = layout.drawn
    var children: [Markup] = [
      .element("title", text: title.isEmpty ? "Chart" : title),
      .element("desc", text: description ?? automaticDescription(drawn)),
      .element("style", [], [.verbatim(ChartPalette.styleSheet + ChartRamp.styleSheet)]),
    ]
    if !title.isEmpty {
      children.append(ChartFrame.text(title, 4, 22, [("font-size", "16"), ("font-weight", "600")]))
    }
    children.append(.element("g", [], layout.axisLines))
    children.append(
      drawn.isEmpty
        ? ChartFrame.text(
          "no data", layout.width / 2, (layout.top + layout.bottom) / 2,
          [("text-anchor", "middle"), ("opacity", "0.6")])
        : .element("g", [("fill", "none")], drawn.map { markup(of: $0, layout, among: drawn.count) }))
    children.append(.element("g", [], layout.labels + (drawn.isEmpty ? [] : layout.colours)))
    return ChartFrame.root(width: layout.width, height: layout.bottom + 16, children).rendered
  }

  /// The worst first, so that the better ones are seen; the best last.
  private var layout: ParallelLayout {
    let drawn = lines.filter { line in
      line.places.count == dimensions.count && Axis.isDrawable(line.value)
        && zip(dimensions, line.places).allSatisfy { ParallelLayout.position($1, on: $0.scale) != nil }
    }
    return ParallelLayout(
      self,
      drawn: drawn.sorted { first, second in
        if first.isBest != second.isBest { return second.isBest }
        return isHigherBetter ? first.value < second.value : first.value > second.value
      })
  }

  private func markup(of line: Line, _ layout: ParallelLayout, among count: Int) -> Markup {
    let points = layout.points(of: line)
    var path = ""
    for (index, point) in points.enumerated() {
      let (x, y) = (ChartFrame.number(point.x), ChartFrame.number(point.y))
      guard index > 0 else {
        path += "M\(x) \(y)"
        continue
      }
      // Level at the axes, so that a line can be followed across them.
      let middle = ChartFrame.number((points[index - 1].x + point.x) / 2)
      path += "C\(middle) \(ChartFrame.number(points[index - 1].y)) \(middle) \(y) \(x) \(y)"
    }
    let look: [(String, String)] =
      line.isBest
      ? [("stroke", "#d55e00"), ("class", "hebb-stroke-1"), ("stroke-width", "3.2")]
      : ChartRamp.stroke(layout.goodness(of: line.value)) + [
        ("stroke-width", line.isComplete ? "1.7" : "0.9"), ("opacity", count > 150 ? "0.55" : "0.85"),
      ]
    let values = zip(dimensions, line.places).map { "\($0.name) \(ParallelLayout.text($1, on: $0.scale))" }
    let tooltip =
      "\(line.name): \(valueLabel) \(NumberFormat.short(line.value)); " + values.joined(separator: ", ")
    return .element("path", [("d", path)] + look, [.element("title", text: tooltip)])
  }

  private func automaticDescription(_ drawn: [Line]) -> String {
    let subject = "Parallel coordinates of \(dimensions.map(\.name).joined(separator: ", ")) and \(valueLabel)"
    guard let least = drawn.map(\.value).min(), let greatest = drawn.map(\.value).max() else {
      return "\(subject), without data."
    }
    let best = drawn.last { $0.isBest }.map { line in
      let values = zip(dimensions, line.places).map { "\($0.name) \(ParallelLayout.text($1, on: $0.scale))" }
      return " Best: \(line.name) with \(NumberFormat.short(line.value)), \(values.joined(separator: ", "))."
    }
    return "\(subject): \(drawn.count) lines from \(NumberFormat.short(least)) to \(NumberFormat.short(greatest))."
      + (best ?? "")
  }
}
