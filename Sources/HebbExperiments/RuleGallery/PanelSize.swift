import HebbFigures

/// Sizes that go together on a sheet.
enum PanelSize {
  /// A chart beside another.
  static let half = ChartSize(width: 420, plotHeight: 300)
  /// The side of a square plane beside a chart.
  static let side = 300.0
  /// A chart over the whole sheet.
  static let full = ChartSize(width: 840, plotHeight: 260)
}

extension LineChart {
  /// The same chart in another size.
  func sized(_ size: ChartSize) -> LineChart {
    var copy = self
    copy.size = size
    return copy
  }
}

extension BarChart {
  func sized(_ size: ChartSize) -> BarChart {
    var copy = self
    copy.size = size
    return copy
  }
}
