import Foundation
import HebbFigures
import HebbSupport

/// The page and the pictures of a sweep.
public enum SweepReport {
  /// Writes `report.html` and the pictures beside it, from what is known so far.
  ///
  /// - Throws: `Problem` if the sweep cannot be read, or a file not be written.
  public static func write(_ folder: SweepFolder) throws {
    let (definition, state) = (try folder.loadDefinition(), try folder.loadState())
    let summary = SweepSummary(folder, definition, state, alive: SweepWorkerLock.alive(in: folder))
    let finished = state.results.filter { $0.rung == definition.rungs.count - 1 }.map(\.value)
    let (best, importance) = (bestSoFar(summary, finished: finished), importance(summary))
    let coordinates = parallelCoordinates(summary, definition)
    for (chart, url) in [
      (best as any Chart, folder.bestSoFar), (importance, folder.importance),
      (coordinates, folder.parallelCoordinates),
    ] {
      try AtomicFile.write(Data(chart.svg().utf8), to: url)
    }
    var sections = [
      HTMLReport.Section("The best trials", [.table(summary.table(atMost: 20))]),
      .init("How the best was found", [.chart(best)]),
      .init(
        "All trials",
        [
          .chart(
            coordinates,
            caption: "A line is a trial; the darker it is (in dark mode: the lighter), the better it is. "
              + "The best stands out. Thin lines are trials that were stopped before the end of their training.")
        ]),
      .init("What matters", [.chart(importance, caption: importanceCaption)]),
    ]
    if let failures = summary.failures { sections.append(.init("What failed", [.table(failures)])) }
    let specification = (try? String(contentsOf: folder.specification, encoding: .utf8)) ?? ""
    sections.append(
      .init(
        "How to repeat it",
        [
          .paragraph(command(definition)),
          .collapsed(summary: "spec.yaml", text: specification),
        ]))
    var facts = [
      HTMLReport.Fact("Trials", "\(definition.trials)"),
      .init("Seeds", definition.seeds.map(String.init).joined(separator: ", ")),
      .init("Compared by", definition.metric.key),
    ]
    if let validation = definition.validation { facts.append(.init("Measured on", "\(validation) images held out")) }
    try HTMLReport(
      "Sweep of \(definition.name)", subtitle: summary.bestText.map { "Best: \($0)" }, facts: facts,
      sections: sections, footer: "Hebb \(definition.version). \(summary.counts)."
    ).write(to: folder.report)
  }

  static let importanceCaption =
    "How much of the variance between trials follows from each parameter alone (first-order functional analysis of "
    + "variance, corrected for chance). What parameters do only together is not counted."

  /// - Parameter finished: the values of the trials that have finished, in that order.
  static func bestSoFar(_ summary: SweepSummary, finished: [Double]) -> LineChart {
    // A step at each improvement, and on to the last trial that finished.
    var points: [LineChart.Point] = []
    for step in summary.bestSoFar {
      if let last = points.last { points.append(.init(step[0], last.y)) }
      points.append(.init(step[0], step[1]))
    }
    if let last = points.last, last.x < Double(finished.count) { points.append(.init(Double(finished.count), last.y)) }
    // With a gap behind each, so that they are dots and not a line.
    let dots = finished.enumerated().flatMap { index, value in
      [LineChart.Point(Double(index + 1), value), .init(Double(index + 1), .nan)]
    }
    return LineChart(
      "Best so far", xLabel: "finished trials", yLabel: summary.metric,
      series: [.init("best so far", points: points), .init("a trial", points: dots)])
  }

  static func importance(_ summary: SweepSummary) -> BarChart {
    let sorted = summary.importance.sorted { ($0.value ?? 0, $1.key) > ($1.value ?? 0, $0.key) }
    return BarChart(
      "Importance of the parameters", yLabel: "share of the variance of \(summary.metric) between trials, %",
      bars: sorted.compactMap { entry in entry.value.map { .init(entry.key, (1000 * $0).rounded() / 10) } },
      // Small shares should look small.
      reference: ChartReference(100, label: "all of the variance"))
  }

  static func parallelCoordinates(_ summary: SweepSummary, _ definition: SweepDefinition) -> ParallelCoordinates {
    let measured = summary.ranking
    let dimensions = definition.parameters.map { parameter in
      ParallelCoordinates.Dimension(parameter.key, scale(of: parameter))
    }
    let lines = measured.map { trial in
      ParallelCoordinates.Line(
        "trial \(trial.number)",
        places: definition.parameters.map { place(of: trial.parameters[$0.key] ?? "", $0) }, value: trial.value ?? 0,
        isComplete: trial.fraction == 1, isBest: trial.number == summary.best)
    }
    return ParallelCoordinates(
      "Trials of \(definition.name)", dimensions: dimensions, valueLabel: summary.metric,
      isHigherBetter: summary.goal == .max, lines: lines)
  }

  private static func scale(of parameter: SweepParameter) -> ParallelCoordinates.Scale {
    switch parameter.domain {
    case .grid(let values), .choice(let values):
      return .names(ascending(values) ?? values)
    case .uniform(let least, let greatest): return .linear(least, greatest)
    case .logarithmic(let least, let greatest): return .logarithmic(least, greatest)
    case .integer(let least, let greatest): return .linear(Double(least), Double(greatest))
    }
  }

  /// Numbers of a list stand like names, but in ascending order; nil if not all are numbers.
  private static func ascending(_ values: [String]) -> [String]? {
    let numbers = values.compactMap(Double.init)
    guard numbers.count == values.count else { return nil }
    return zip(values, numbers).sorted { $0.1 < $1.1 }.map(\.0)
  }

  private static func place(of value: String, _ parameter: SweepParameter) -> Double {
    guard case .names(let names) = scale(of: parameter) else { return Double(value) ?? .nan }
    return names.firstIndex(of: value).map(Double.init) ?? .nan
  }

  /// The command that makes the same sweep.
  static func command(_ definition: SweepDefinition) -> String {
    let parameters = definition.parameters.map { parameter in
      "--\(parameter.isGrid ? "grid" : "random") '\(parameter.text)'"
    }
    var parts = ["hebb sweep spec.yaml"] + parameters
    if !definition.parameters.allSatisfy(\.isGrid) { parts.append("--trials \(definition.trials)") }
    parts.append("--seeds \(definition.seeds.count) --seed \(definition.seed)")
    switch definition.pruning {
    case .none: break
    case .median: parts.append("--stop-early")
    case .halving(let factor, let smallest): parts.append("--asha --eta \(factor) --smallest \(smallest)")
    }
    if let validation = definition.validation { parts.append("--validation \(validation)") }
    if let limit = definition.limit { parts.append("--limit \(limit)") }
    parts.append("--metric \(definition.metric.key) --goal \(definition.metric.goal.rawValue)")
    return parts.joined(separator: " ")
  }
}
