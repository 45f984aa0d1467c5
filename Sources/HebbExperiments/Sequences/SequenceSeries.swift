public import Foundation
public import HebbFigures
import HebbSupport

/// Runs of one experiment with several seeds.
public struct SequenceSeries: Sendable, Encodable {
  public let name: String
  public let lines: [SequenceReport.Line]

  public init(name: String, lines: [SequenceReport.Line]) { (self.name, self.lines) = (name, lines) }

  var testBits: [Double] { lines.compactMap(\.record.testBits) }

  private enum Keys: String, CodingKey {
    case name, testBits, testBitsMean, testAccuracy, charactersPerSecond, references, runs, curves
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(name, forKey: .name)
    try container.encode(testBits, forKey: .testBits)
    try container.encode(testBits.isEmpty ? nil : Statistic(testBits).mean, forKey: .testBitsMean)
    try container.encode(lines.compactMap(\.record.testAccuracy), forKey: .testAccuracy)
    try container.encode(lines.compactMap(\.record.charactersPerSecond), forKey: .charactersPerSecond)
    try container.encode(lines.first?.record.references ?? [], forKey: .references)
    try container.encode(lines.map(\.record.run), forKey: .runs)
    try container.encode(lines.map(\.curve), forKey: .curves)
  }
}

extension SequenceReport {
  /// A row for each experiment, the best first, beside what counting reaches: means over the seeds.
  public static func table(_ series: [SequenceSeries]) -> Table {
    var rows: [(bits: Double, cells: [String])] = series.map { one in
      guard let first = one.lines.first, !one.testBits.isEmpty else { return (.infinity, [one.name, "diverged"]) }
      let bits = Statistic(one.testBits)
      let spread = bits.standardDeviation.map { String(format: " ± %.3f", $0) } ?? ""
      let right = Statistic(one.lines.compactMap(\.record.testAccuracy)).mean
      let speed = Statistic(one.lines.compactMap(\.record.charactersPerSecond)).mean
      return (
        bits.mean,
        [
          one.name, String(format: "%.3f", bits.mean) + spread, String(format: "%.1f %%", 100 * right),
          "\(first.record.characters)", String(format: "%.0f", speed), "\(one.testBits.count)",
        ]
      )
    }
    rows += (series.lazy.compactMap { $0.lines.first }.first?.record.references ?? []).map {
      ($0.bits, ["(\($0.name))", String(format: "%.3f", $0.bits)])
    }
    let title = series.lazy.compactMap { $0.lines.first }.first?.record.title ?? ""
    return Table(
      columns: [
        .left(title), .right("test bits per symbol"), .right("right"), .right("symbols"), .right("symbols/s"),
        .right("seeds"),
      ], rows: rows.sorted { $0.bits < $1.bits }.map(\.cells))
  }

  /// Writes a comparison: the page, its results as JSON, and the curves as SVG.
  ///
  /// - Returns: the page.
  public static func write(_ series: [SequenceSeries], to folder: RunFolder) throws -> URL {
    for (name, chart) in zip(["by-symbols", "by-time"], charts(series.compactMap(\.lines.first))) {
      try AtomicFile.write(Data(chart.svg().utf8), to: folder.url.appendingPathComponent("\(name).svg"))
    }
    try AtomicFile.write(try JSONOutput.data(series), to: folder.url.appendingPathComponent("comparison.json"))
    try page("Comparison", subtitle: "The same sequences in the same order", series).write(to: folder.report)
    return folder.report
  }
}
