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
    let (best, importance) = (bestSoFar(summary, state), importance(summary))
    let coordinates = parallelCoordinates(summary, definition)
    for (chart, url) in [
      (best as any Chart, folder.bestSoFar), (importance, folder.importance),
      (coordinates, folder.parallelCoordinates),
    ] {
      try AtomicFile.write(Data(chart.svg().utf8), to: url)
    }
    var sections = [
      HTMLReport.Section("The best trials", [.table(summary.table(atMost: 20))]),
      .init("How the best was found", [.chart(best, caption: summary.rungs.count > 1 ? partsCaption : nil)]),
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
          .paragraph(command(definition, of: try folder.loadExperiment(), in: folder)),
          .collapsed(summary: "spec.yaml", text: specification),
        ]))
    var facts = [
      HTMLReport.Fact("Trials", "\(definition.trials)"),
      .init("Seeds", definition.seeds.map(String.init).joined(separator: ", ")),
      .init("Compared by", definition.metric.key),
    ]
    if let validation = definition.validation { facts.append(.init("Measured on", "\(validation) images held out")) }
    if let problem = summary.problem { facts.append(.init("Stopped", problem)) }
    try HTMLReport(
      "Sweep of \(definition.name)", subtitle: summary.bestText.map { "Best: \($0)" }, facts: facts,
      sections: sections, footer: "Hebb \(definition.version). \(summary.counts)."
    ).write(to: folder.report)
  }

  private static let partsCaption =
    "Trials are compared after parts of their training, and only the better ones go on: a trial has a point for each part "
    + "that it has done."

  private static let importanceCaption =
    "How much of the variance between trials follows from each parameter alone (first-order functional analysis of "
    + "variance, corrected for chance). What parameters do only together is not counted."

  static func importance(_ summary: SweepSummary) -> BarChart {
    let titled = zip(summary.titles, summary.importance).map { (title: $0, value: $1.value ?? .nan) }
    let sorted = titled.filter { !$0.value.isNaN }.sorted { ($0.value, $1.title) > ($1.value, $0.title) }
    return BarChart(
      "Importance of the parameters", yLabel: "share of the variance of \(summary.metric) between trials, %",
      bars: sorted.map { .init($0.title, (1000 * $0.value).rounded() / 10) },
      // Small shares should look small.
      reference: ChartReference(100, label: "all of the variance"))
  }

  static func parallelCoordinates(_ summary: SweepSummary, _ definition: SweepDefinition) -> ParallelCoordinates {
    let measured = summary.ranking
    let dimensions = zip(summary.titles, definition.parameters).map { title, parameter in
      ParallelCoordinates.Dimension(title, scale(of: parameter))
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
}
