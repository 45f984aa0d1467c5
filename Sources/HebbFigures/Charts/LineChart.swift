/// Curves over a common horizontal axis: accuracy by epoch, loss by batch, one line for each run.
public struct LineChart: Chart {
  public struct Series: Sendable, Equatable {
    /// How its points are drawn.
    public enum Style: Sendable, Equatable {
      /// Joined by a line, with a dot on each while there are few.
      case curve
      /// Joined by a line that has corners where nothing was measured: no dots.
      case line
      /// Each by itself.
      case dots, squares
    }

    public var name: String
    /// The curve, in the order it is drawn. Where a value is not finite, or not positive on a logarithmic axis, the
    /// line has a gap.
    public var points: [Point]
    /// The series of which this is what one would expect, from a theory or a control group: it is drawn in that one's
    /// colour, dashed and without dots.
    public var expectationOf: Int?
    public var style: Style

    public init(_ name: String, points: [Point], expectationOf: Int? = nil, style: Style = .curve) {
      self.name = name
      self.points = points
      self.expectationOf = expectationOf
      self.style = style
    }

    /// Nil for what is joined by a line.
    var mark: ChartFrame.Mark? {
      switch style {
      case .curve, .line: nil
      case .dots: .dot
      case .squares: .square
      }
    }

    /// Values at 1, 2, 3…
    public init(_ name: String, values: some Sequence<Double>) {
      self.init(name, points: values.enumerated().map { Point(Double($0 + 1), $1) })
    }
  }

  public struct Point: Sendable, Equatable {
    public var x: Double
    public var y: Double

    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  public var title: String
  public var xLabel: String
  public var yLabel: String
  public var series: [Series]
  public var hasLogarithmicX: Bool
  public var hasLogarithmicY: Bool
  /// A value to compare the curves with.
  public var reference: ChartReference?
  /// Places on the horizontal axis to compare the curves with: where a phase ends, where a theory has its limit.
  public var verticalReferences: [ChartReference]
  /// What a reader who cannot see the chart should know; by default the ends of each curve.
  public var description: String?
  public var size = ChartSize.standard

  public init(
    _ title: String, xLabel: String = "", yLabel: String = "", series: [Series], hasLogarithmicX: Bool = false,
    hasLogarithmicY: Bool = false, reference: ChartReference? = nil, verticalReferences: [ChartReference] = [],
    description: String? = nil
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.series = series
    self.hasLogarithmicX = hasLogarithmicX
    self.hasLogarithmicY = hasLogarithmicY
    self.reference = reference
    self.verticalReferences = verticalReferences
    self.description = description
  }

  public func svg() -> String {
    let frame = frame
    let curves = series.enumerated().flatMap { index, series in markup(of: series, index, in: frame) }
    let references =
      frame.reference(reference, horizontal: true)
      + verticalReferences.flatMap { frame.reference($0, horizontal: false) }
    return frame.svg(curves.isEmpty ? [] : references + curves).rendered
  }

  public var extent: (width: Double, height: Double) { (size.width, frame.height) }

  private var frame: ChartFrame {
    func isDrawn(_ point: Point) -> Bool {
      Axis.isDrawable(point.x) && Axis.isDrawable(point.y) && (!hasLogarithmicX || point.x > 0)
        && (!hasLogarithmicY || point.y > 0)
    }
    let drawn = series.flatMap(\.points).filter(isDrawn)
    let heights = drawn.map(\.y) + (drawn.isEmpty ? [] : [reference?.value].compactMap(\.self))
    let places = drawn.map(\.x) + (drawn.isEmpty ? [] : verticalReferences.map(\.value))
    return ChartFrame(
      title: title, description: description ?? automaticDescription, xLabel: xLabel, yLabel: yLabel,
      xAxis: hasLogarithmicX
        ? .logarithmic(places)
        : .linear(places, roundedToTicks: false, wholeNumbers: places.allSatisfy { $0 == $0.rounded() }),
      yAxis: hasLogarithmicY ? .logarithmic(heights) : .linear(heights, roundedToTicks: true),
      legend: series.enumerated().map {
        ChartFrame.LegendEntry(
          name: $1.name, series: $1.expectationOf ?? $0, mark: $1.mark, isDashed: $1.expectationOf != nil)
      }
        + ((reference.map { [$0] } ?? []) + verticalReferences).map { ChartFrame.LegendEntry(name: $0.label) },
      size: size)
  }

  private var automaticDescription: String {
    let ends = series.map { series in
      let drawn = series.points.filter { Axis.isDrawable($0.x) && Axis.isDrawable($0.y) }
      guard let first = drawn.first, let last = drawn.last else { return "\(series.name): no data." }
      return "\(series.name): \(NumberFormat.short(first.y)) at \(NumberFormat.short(first.x)), "
        + "\(NumberFormat.short(last.y)) at \(NumberFormat.short(last.x))."
    }
    let axes = [yLabel.isEmpty ? "values" : yLabel, xLabel.isEmpty ? "" : " by \(xLabel)"].joined()
    return (["Line chart of \(axes)."] + ends).joined(separator: " ")
  }

  private func markup(of series: Series, _ index: Int, in frame: ChartFrame) -> [Markup] {
    let places = series.points.map { point in frame.x(point.x).flatMap { x in frame.y(point.y).map { (x, $0) } } }
    let runs = CurvePath.runs(places)
    let joined = series.mark == nil ? runs.filter { $0.count > 1 } : []
    let path = joined.map { CurvePath.data(CurvePath.thinned($0)) }.joined()
    var markup: [Markup] = []
    if !path.isEmpty {
      markup.append(
        .element(
          "path",
          [("d", path), ("fill", "none"), ("stroke-linejoin", "round")]
            + [("stroke-width", series.points.count > 200 ? "1.2" : "2.2")]
            + ChartPalette.stroke(series.expectationOf ?? index)
            + (series.expectationOf == nil ? [] : [("stroke-dasharray", ChartPalette.expectationDash)])))
    }
    // Dots show where the measurements are, while there are few; points without neighbours need one to be seen.
    let isCurveOfFew = series.points.count <= 25 && series.expectationOf == nil && series.style == .curve
    let showsAll = series.mark != nil || isCurveOfFew
    for point in runs.filter({ showsAll || $0.count == 1 }).joined() {
      let source = series.points[point.index]
      let values = "\(NumberFormat.short(source.x)), \(NumberFormat.short(source.y))"
      markup.append(
        ChartFrame.mark(
          series.mark ?? .dot, point.x, point.y, series: index,
          tooltip: series.name.isEmpty ? values : "\(series.name): \(values)"))
    }
    return markup
  }
}
