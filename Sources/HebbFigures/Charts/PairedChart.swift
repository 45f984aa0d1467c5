/// The figures of several methods over the same seeds: a dot for each seed, a thin line that joins the dots of one seed,
/// and beside them the mean with its confidence interval.
public struct PairedChart: Chart {
  public struct Column: Sendable, Equatable {
    public var label: String
    /// One for each seed, in the same order in every column. A value that is not finite is left out.
    public var values: [Double]
    public var mean: Double
    /// The interval reaches from mean − margin to mean + margin; nil for one seed.
    public var margin: Double?

    public init(_ label: String, values: [Double], mean: Double, margin: Double?) {
      (self.label, self.values, self.mean, self.margin) = (label, values, mean, margin)
    }
  }

  public var title: String
  public var yLabel: String
  public var columns: [Column]
  /// What a reader who cannot see the chart should know; by default the means and intervals.
  public var description: String?
  public var size = ChartSize.standard

  /// How far dots and mean stand on either side of a column's middle, in pixels.
  private static let offset = 11.0

  public init(_ title: String, yLabel: String = "", columns: [Column], description: String? = nil) {
    (self.title, self.yLabel, self.columns, self.description) = (title, yLabel, columns, description)
  }

  public var extent: (width: Double, height: Double) { (size.width, layout.frame.height) }

  public func svg() -> String {
    let (frame, labels) = layout
    var content = joins(in: frame)
    for column in columns.indices { content += dots(of: column, in: frame) + summary(of: column, in: frame) }
    return frame.svg(content.isEmpty ? [] : content + labels.markup(left: frame.left, below: frame.bottom)).rendered
  }

  /// The frame, and the names below it, which take room from each other.
  private var layout: (frame: ChartFrame, labels: BarLabels) {
    let values = columns.flatMap { column in
      column.values + [column.mean] + (column.margin.map { [column.mean - $0, column.mean + $0] } ?? [])
    }
    var frame = ChartFrame(
      title: title, description: description ?? automaticDescription, xLabel: "", yLabel: yLabel,
      xAxis: .linear([0, Double(max(1, columns.count))], roundedToTicks: false),
      yAxis: .linear(values, roundedToTicks: true), size: size)
    var labels = BarLabels(columns.map(\.label), slot: (frame.right - frame.left) / Double(max(1, columns.count)))
    frame.leastLeft = labels.leastLeft
    labels.slot = (frame.right - frame.left) / Double(max(1, columns.count))
    frame.roomForOwnXLabels = labels.height
    return (frame, labels)
  }

  /// The mean stands on the side that no lines come from, as far as there is one: 1 for right, −1 for left.
  private func sideOfMean(_ column: Int) -> Double { column == 0 && columns.count > 1 ? -1 : 1 }

  /// Where a column's dots stand.
  private func place(_ column: Int, in frame: ChartFrame) -> Double {
    let middle = frame.left + (Double(column) + 0.5) * (frame.right - frame.left) / Double(columns.count)
    return middle - sideOfMean(column) * Self.offset
  }

  private func dots(of column: Int, in frame: ChartFrame) -> [Markup] {
    columns[column].values.compactMap { value in
      frame.y(value).map {
        ChartFrame.dot(
          place(column, in: frame), $0, series: column,
          tooltip: "\(columns[column].label): \(NumberFormat.short(value))")
      }
    }
  }

  /// Between neighbouring columns, from the dot of each seed to that of the same seed.
  private func joins(in frame: ChartFrame) -> [Markup] {
    zip(columns.indices, columns.indices.dropFirst()).flatMap { left, right in
      zip(columns[left].values, columns[right].values).compactMap { first, second -> Markup? in
        guard let y1 = frame.y(first), let y2 = frame.y(second) else { return nil }
        return ChartFrame.line(
          place(left, in: frame), y1, place(right, in: frame), y2,
          [("stroke", "currentColor"), ("opacity", "0.25")])
      }
    }
  }

  /// The mean as a larger dot with its value, and the interval as a line with caps.
  private func summary(of index: Int, in frame: ChartFrame) -> [Markup] {
    let column = columns[index]
    guard let y = frame.y(column.mean) else { return [] }
    let side = sideOfMean(index)
    let x = place(index, in: frame) + 2 * side * Self.offset
    let stroke = ChartPalette.stroke(index) + [("stroke-width", "2.2")]
    var markup: [Markup] = []
    if let margin = column.margin, let top = frame.y(column.mean + margin), let bottom = frame.y(column.mean - margin) {
      markup = [
        ChartFrame.line(x, top, x, bottom, stroke), ChartFrame.line(x - 5, top, x + 5, top, stroke),
        ChartFrame.line(x - 5, bottom, x + 5, bottom, stroke),
      ]
    }
    let interval = column.margin.map { " ± \(NumberFormat.short($0))" } ?? ""
    markup.append(
      .element(
        "circle",
        [("cx", ChartFrame.number(x)), ("cy", ChartFrame.number(y)), ("r", "5")] + ChartPalette.fill(index),
        [.element("title", text: "\(column.label): mean \(NumberFormat.short(column.mean))\(interval)")]))
    markup.append(
      ChartFrame.text(
        NumberFormat.short(column.mean), x + side * 11, y + 4.5, [("text-anchor", side > 0 ? "start" : "end")]))
    return markup
  }

  private var automaticDescription: String {
    guard !columns.isEmpty else { return "Paired chart without data." }
    let parts = columns.map { column in
      let interval = column.margin.map { " ± \(NumberFormat.short($0))" } ?? ""
      return "\(column.label): \(NumberFormat.short(column.mean))\(interval), \(column.values.count) seeds."
    }
    return (["Means with 95 % confidence intervals\(yLabel.isEmpty ? "" : " of \(yLabel)")."] + parts)
      .joined(separator: " ")
  }
}
