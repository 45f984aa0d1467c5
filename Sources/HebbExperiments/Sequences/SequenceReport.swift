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

  /// Results beside what counting reaches, the best first.
  public static func table(_ lines: [Line]) -> Table {
    struct Row {
      var bits: Double
      var cells: [String]
    }
    func bits(_ value: Double) -> String { String(format: "%.3f", value) }
    var rows = lines.map { line in
      let (first, last) = (line.record, line.curve.last)
      return Row(
        bits: first.testBits ?? .infinity,
        cells: [
          line.name, first.testBits.map(bits) ?? "–",
          first.testAccuracy.map { String(format: "%.1f %%", 100 * $0) } ?? "–", last.map { bits($0.training) } ?? "–",
          "\(first.characters)", last.map { String(format: "%.1f", $0.seconds) } ?? "–",
          first.charactersPerSecond.map { String(format: "%.0f", $0) } ?? "–",
        ])
    }
    for reference in lines.first?.record.references ?? [] {
      rows.append(Row(bits: reference.bits, cells: ["(\(reference.name))", bits(reference.bits)]))
    }
    return Table(
      columns: [
        .left(lines.first.map { $0.record.title } ?? ""), .right("test bits"), .right("right"),
        .right("training bits"), .right("symbols"), .right("seconds"), .right("symbols/s"),
      ], rows: rows.sorted { $0.bits < $1.bits }.map(\.cells))
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
    try page(
      run.record.spec, subtitle: run.session.specification.about, [line],
      specification: run.session.specification.yaml
    ).write(to: run.folder.report)
  }

  private static func page(
    _ title: String, subtitle: String, _ lines: [Line], specification: String?
  ) -> HTMLReport {
    let facts = lines.first.map { line in
      [
        HTMLReport.Fact("Learned", line.record.title), .init("Seed", "\(line.record.seed)"),
        .init("Symbols", "\(line.record.characters)"),
      ]
    }
    var sections = [
      HTMLReport.Section("Results", [.table(table(lines))]),
      HTMLReport.Section("Learning", charts(lines).map { .chart($0) }),
    ]
    if let specification {
      sections.append(
        .init(
          "How to repeat it",
          [
            .paragraph(
              "hebb train spec.yaml --data … --seed \(lines.first?.record.seed ?? 1), with this specification:"),
            .collapsed(summary: "spec.yaml", text: specification),
          ]))
    }
    return HTMLReport(
      title, subtitle: subtitle, facts: facts ?? [], sections: sections, footer: "Hebb \(hebbVersion)")
  }
}
