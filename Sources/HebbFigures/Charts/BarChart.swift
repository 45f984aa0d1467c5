/// One bar for each of a number of named things: the accuracy of each method, the firing rate of each neuron.
public struct BarChart: Chart {
  public struct Bar: Sendable, Equatable {
    public var label: String
    /// Bars whose value is not finite are left out.
    public var value: Double

    public init(_ label: String, _ value: Double) {
      self.label = label
      self.value = value
    }
  }

  public var title: String
  public var xLabel: String
  public var yLabel: String
  public var bars: [Bar]
  /// A value to compare the bars with.
  public var reference: ChartReference?
  /// What a reader who cannot see the chart should know; by default the number of bars and the extremes.
  public var description: String?
  public var size = ChartSize.standard

  public init(
    _ title: String, xLabel: String = "", yLabel: String = "", bars: [Bar], reference: ChartReference? = nil,
    description: String? = nil
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.bars = bars
    self.reference = reference
    self.description = description
  }

  public func svg() -> String {
    let (frame, labels) = layout
    guard bars.contains(where: { Axis.isDrawable($0.value) }) else { return frame.svg([]).rendered }
    let format = NumberFormat.common(to: bars.map(\.value).filter(Axis.isDrawable))
    let content =
      bars.indices.flatMap { markup(of: $0, in: frame, format) } + frame.reference(reference, horizontal: true)
    return frame.svg(content + labels.markup(left: frame.left, below: frame.bottom)).rendered
  }

  public var extent: (width: Double, height: Double) { (size.width, layout.frame.height) }

  /// The frame, and the names below it, which take room from each other.
  private var layout: (frame: ChartFrame, labels: BarLabels) {
    let values = bars.map(\.value).filter(Axis.isDrawable)
    let heights = values.isEmpty ? [] : values + [0] + [reference?.value].compactMap(\.self)
    var frame = ChartFrame(
      title: title, description: description ?? automaticDescription(values), xLabel: xLabel, yLabel: yLabel,
      xAxis: .linear([0, Double(max(1, bars.count))], roundedToTicks: false),
      yAxis: .linear(heights, roundedToTicks: true),
      legend: reference.map { [ChartFrame.LegendEntry(name: $0.label)] } ?? [], size: size)
    var labels = BarLabels(bars.map(\.label), slot: (frame.right - frame.left) / Double(max(1, bars.count)))
    frame.leastLeft = labels.leastLeft
    labels.slot = (frame.right - frame.left) / Double(max(1, bars.count))
    frame.roomForOwnXLabels = labels.height
    return (frame, labels)
  }

  private func markup(of index: Int, in frame: ChartFrame, _ format: NumberFormat) -> [Markup] {
    let bar = bars[index]
    guard let baseline = frame.y(0), let end = frame.y(bar.value), let left = frame.x(Double(index)),
      let right = frame.x(Double(index + 1))
    else { return [] }
    let gap = max(min(12, (right - left) * 0.2), (right - left - 84) / 2)
    let tooltip = "\(bar.label): \(NumberFormat.short(bar.value))"
    var markup = [ChartFrame.bar(left: left + gap, right: right - gap, from: baseline, to: end, tooltip: tooltip)]
    // A few bars carry their values; many would be a thicket of digits.
    if bars.count <= 12 {
      let place = bar.value < 0 ? end + 15 : end - 5
      markup.append(
        ChartFrame.text(format.string(bar.value), (left + right) / 2, place, [("text-anchor", "middle")]))
    }
    return markup
  }

  private func automaticDescription(_ values: [Double]) -> String {
    let subject = yLabel.isEmpty ? "values" : yLabel
    guard let least = values.min(), let greatest = values.max() else { return "Bar chart of \(subject), without data." }
    return "Bar chart of \(subject): \(bars.count) bars from \(NumberFormat.short(least)) to "
      + "\(NumberFormat.short(greatest))."
  }
}
