import Foundation
import HebbFigures

/// Table 1 as text and as a page with curves and pictures.
enum Table1Report {
  static let columns = ["layer1Quadrants", "layer2Quadrants", "output"]

  /// Laid out like the paper's, with the paper's figures beside ours where the data set is the paper's.
  static func table(_ table: Table1) -> Table {
    let comparesWithPaper = table.dataset == "cifar10"
    var header: [Table.Column] = [.left("\(table.evaluatedOn.title), %")]
    for name in ["L1 quadrants", "L2 quadrants", "final output"] {
      header.append(.right(name))
      if comparesWithPaper { header.append(.right("paper")) }
    }
    let rows = table.rows.map { row in
      let paper = PaperResults.all[row.spec].map { row.trained ? $0.trained : $0.untrained }
      return [Table1.title(row)]
        + columns.enumerated().flatMap { index, name -> [String] in
          let own = row.accuracy[name].map { text($0.mean * 100, $0.standardDeviation.map { $0 * 100 }) } ?? "–"
          guard comparesWithPaper else { return [own] }
          return [own, paper.map { text($0.mean[index], $0.deviation[index]) } ?? "–"]
        }
    }
    let seeds =
      table.seeds.count == 1 ? "seed \(table.seeds[0])" : "mean ± standard deviation over \(table.seeds.count) seeds"
    let images = table.limit.map { ", the first \($0) training images" } ?? ""
    var notes = ["\(table.dataset)\(images), \(table.epochs) \(table.epochs == 1 ? "epoch" : "epochs"), \(seeds)."]
    if comparesWithPaper {
      notes.append("Paper: T. Miconi, “Hebbian learning with gradients” (2021), Table 1, 10 runs.")
    }
    return Table(columns: header, rows: rows, notes: notes)
  }

  private static func text(_ mean: Double, _ deviation: Double?) -> String {
    // Halves are rounded up, as a reader of the paper's 64.55 would.
    String(format: "%.1f", (mean * 10).rounded(.toNearestOrAwayFromZero) / 10)
      + (deviation.map { String(format: " ± %.1f", $0) } ?? "")
  }

  /// - Parameter series: by the name of the experiment; the pictures are those of the first seeds.
  static func write(_ table: Table1, series: [(name: String, series: SeedSeries)], to folder: RunFolder) throws {
    var sections = [
      HTMLReport.Section(
        "What the layers know",
        [
          .paragraph(
            "A linear regression predicts the class from each layer's activity. In the default network, where only the "
              + "winners' activity is passed on, each layer knows less than the one below; with triangle activations and "
              + "pruned connections, higher layers know more."),
          .table(Self.table(table)),
        ])
    ]
    for (name, series) in series {
      let run = series.runs[0]
      let pictures = try FilterPicture.pictures(of: run.folder)
      _ = try FilterPicture.write(
        pictures, to: folder.figures.appendingPathComponent(name, isDirectory: true))
      sections.append(
        .init(
          "What the neurons learned: \(name)",
          pictures.map { .picture($0.image, caption: $0.caption, alternative: $0.caption) }))
      sections.append(.init("How \(name) learned it", RunCharts.learning(run.metrics)))
    }
    sections.append(
      .init(
        "The specifications",
        series.map { .collapsed(summary: "\($0.name).yaml", text: $0.series.specification.yaml) }))
    let speeds = Table1.experiments.compactMap { name in
      table.imagesPerSecond[name].map { HTMLReport.Fact(name, String(format: "%.0f images/s", $0)) }
    }
    try HTMLReport(
      "Hebbian convolutional networks on \(table.dataset)",
      subtitle: "Learned from images without labels and without back-propagation, by a local rule.",
      facts: [.init("Epochs", "\(table.epochs)"), .init("Time", String(format: "%.0f s", table.seconds))] + speeds,
      sections: sections,
      footer: "Hebb \(hebbVersion), \(table.threads) threads, kernels: \(series[0].series.runs[0].record.kernels)."
    ).write(to: folder.report)
  }
}

extension Table1 {
  /// The table and a line on speed, for the terminal.
  public var text: String {
    let speeds = Table1.experiments.compactMap { name in
      imagesPerSecond[name].map { "\(name) \(String(format: "%.0f", $0)) images/s" }
    }
    let speed = speeds.isEmpty ? "" : "training speed: \(speeds.joined(separator: ", ")) (\(threads) threads); "
    return Table1Report.table(self).text() + "\n" + speed + String(format: "%.0f s in all", seconds)
  }
}
