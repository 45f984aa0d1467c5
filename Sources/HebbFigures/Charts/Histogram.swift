/// How many values fall into each of a row of equal intervals: firing rates, weight norms, activities.
public struct Histogram: Chart {
  public var title: String
  public var xLabel: String
  public var yLabel: String
  /// Values that are not finite are left out, and mentioned in the description.
  public var values: [Double]
  /// The number of intervals; by default by the rule of Freedman and Diaconis.
  public var bins: Int?
  /// A value to compare with, such as the target firing rate.
  public var reference: ChartReference?
  public var size = ChartSize.standard

  public init(
    _ title: String, xLabel: String = "", yLabel: String = "count", values: some Sequence<Double>, bins: Int? = nil,
    reference: ChartReference? = nil
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.values = Array(values)
    self.bins = bins
    self.reference = reference
  }

  public func svg() -> String {
    let bins = HistogramBins(values, count: bins)
    let counts = bins.counts.map(Double.init)
    let frame = frame(bins)
    guard let baseline = frame.y(0), !counts.isEmpty else { return frame.svg([]).rendered }
    var content: [Markup] = []
    for (index, count) in bins.counts.enumerated() where count > 0 {
      let edges = (bins.edge(index), bins.edge(index + 1))
      guard let left = frame.x(edges.0), let right = frame.x(edges.1), let top = frame.y(Double(count)) else {
        continue
      }
      let tooltip = "\(NumberFormat.short(edges.0)) to \(NumberFormat.short(edges.1)): \(count)"
      let gap = right - left > 6 ? 0.5 : 0
      content.append(
        ChartFrame.bar(left: left + gap, right: right - gap, from: baseline, to: top, tooltip: tooltip))
    }
    return frame.svg(content + frame.reference(reference, horizontal: false)).rendered
  }

  public var extent: (width: Double, height: Double) {
    (size.width, frame(HistogramBins(values, count: bins)).height)
  }

  private func frame(_ bins: HistogramBins) -> ChartFrame {
    let counts = bins.counts.map(Double.init)
    let ends = bins.counts.isEmpty ? [] : [bins.lower, bins.upper] + [reference?.value].compactMap(\.self)
    return ChartFrame(
      title: title, description: description(bins), xLabel: xLabel, yLabel: yLabel,
      xAxis: .linear(ends, roundedToTicks: false),
      yAxis: .linear(counts.isEmpty ? [] : counts + [0], roundedToTicks: true, wholeNumbers: true),
      legend: reference.map { [ChartFrame.LegendEntry(name: $0.label)] } ?? [], size: size)
  }

  private func description(_ bins: HistogramBins) -> String {
    let finite = values.filter(Axis.isDrawable)
    let missing = values.count - finite.count
    let left = missing == 0 ? "" : " \(missing) values that are not finite are left out."
    guard !finite.isEmpty else { return "Histogram without data.\(left)" }
    let mean = finite.reduce(0) { $0 + $1 / Double(finite.count) }
    return "Histogram of \(finite.count) values from \(NumberFormat.short(bins.lower)) to "
      + "\(NumberFormat.short(bins.upper)), mean \(NumberFormat.short(mean)).\(left)"
  }
}
