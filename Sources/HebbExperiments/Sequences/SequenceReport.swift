import Foundation
public import HebbFigures
import HebbSupport

/// What a run on sequences, or several side by side, came to: text for the terminal, curves, a page.
public enum SequenceReport {
  /// One line of a comparison.
  public struct Line: Sendable {
    public let name: String
    public let record: SequenceRecord
    public let curve: [CurvePoint]

    public init(_ name: String, _ run: SequenceRun) {
      (self.name, record, curve) = (name, run.record, run.session.curve)
    }
  }

  /// Bits per answer on held-out symbols against symbols seen, and against seconds.
  public static func charts(_ lines: [Line]) -> [LineChart] {
    let known = lines.first?.record.references.map { "\($0.name) \(String(format: "%.2f", $0.bits))" } ?? []
    let reference = lines.first?.record.references.first { ["bigram", "guessing"].contains($0.name) }
    func chart(_ title: String, _ label: String, _ x: @escaping (CurvePoint) -> Double) -> LineChart {
      LineChart(
        title, xLabel: label, yLabel: "bits per symbol, validation",
        series: lines.map { line in
          LineChart.Series(line.name, points: line.curve.map { LineChart.Point(x($0), $0.validation) })
        },
        reference: reference.map { ChartReference($0.bits, label: $0.name) },
        description: known.isEmpty ? nil : "Counting reaches: \(known.joined(separator: ", ")).")
    }
    return [
      chart("Against symbols seen", "symbols") { Double($0.characters) },
      chart("Against time", "seconds of learning") { $0.seconds },
    ]
  }

  /// Writes a run's `report.html`.
  public static func write(_ run: SequenceRun) throws {
    let line = Line(run.record.spec, run)
    let repeating: [HTMLReport.Block] = [
      .paragraph("hebb train spec.yaml --data … --seed \(run.record.seed), with this specification:"),
      .collapsed(summary: "spec.yaml", text: run.session.specification.yaml),
    ]
    try page(
      run.record.spec, subtitle: run.session.specification.about, [SequenceSeries(name: line.name, lines: [line])],
      more: [.init("How to repeat it", repeating)]
    ).write(to: run.folder.report)
  }

  /// Results and curves; of several seeds the curve of the first.
  static func page(
    _ title: String, subtitle: String, _ series: [SequenceSeries], more: [HTMLReport.Section] = []
  ) -> HTMLReport {
    let lines = series.compactMap(\.lines.first)
    let facts: [HTMLReport.Fact] =
      lines.first.map { line in
        [
          .init("Learned", line.record.title), .init("Seed", "\(line.record.seed)"),
          .init("Symbols", "\(line.record.characters)"),
        ]
      } ?? []
    return HTMLReport(
      title, subtitle: subtitle, facts: facts,
      sections: [
        .init("Results", [.table(table(series))]), .init("Learning", charts(lines).map { .chart($0) }),
      ] + more, footer: "Hebb \(hebbVersion)")
  }
}
