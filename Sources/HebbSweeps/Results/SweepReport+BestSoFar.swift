import HebbFigures

extension SweepReport {
  /// The best value against what has been compared.
  ///
  /// Without giving up early every comparison is that of a whole training. With it most of them are of parts: the picture
  /// shows all, so that there is something to see before the first training is whole, and marks the whole ones.
  static func bestSoFar(_ summary: SweepSummary, _ state: SweepState) -> LineChart {
    // A step at each improvement, and on to the last comparison.
    var steps: [LineChart.Point] = []
    for step in summary.bestSoFar {
      if let last = steps.last { steps.append(.init(step[0], last.y)) }
      steps.append(.init(step[0], step[1]))
    }
    if let last = steps.last { steps.append(.init(Double(state.results.count), last.y)) }
    let last = summary.rungs.count - 1
    func points(_ isMeant: (SweepState.Result) -> Bool) -> [LineChart.Point] {
      state.results.enumerated().filter { isMeant($0.element) }.map { .init(Double($0.offset + 1), $0.element.value) }
    }
    var series = [LineChart.Series("best so far", points: steps, style: .line)]
    if last > 0 { series.append(.init("a part of a training", points: points { $0.rung < last }, style: .dots)) }
    series.append(
      last > 0
        ? .init("a whole training", points: points { $0.rung == last }, style: .squares)
        : .init("a trial", points: points { _ in true }, style: .dots))
    return LineChart(
      "Best so far", xLabel: last > 0 ? "comparisons" : "finished trials", yLabel: summary.metric, series: series)
  }
}
