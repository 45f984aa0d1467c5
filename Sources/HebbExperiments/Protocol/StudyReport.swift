import Foundation
import HebbFigures
import HebbSupport

/// The page and the picture of a study.
enum StudyReport {
  /// - Parameters:
  ///   - specifications: by the names of the arms.
  ///   - footer: a run, for the version and the kernels.
  static func write(
    _ study: Study, specifications: [(name: String, specification: ExperimentSpecification)], footer record: RunRecord
  ) throws {
    let charts = charts(study)
    do {
      try Folder.make(study.picture.deletingLastPathComponent())
    } catch {
      throw Problem(
        "the folder for pictures cannot be made: \(error.reason)", at: study.folder,
        advice: "Check that you may write there.")
    }
    let sheet = FigureSheet("", rows: charts.map { [$0] }, caption: caption(study))
    try AtomicFile.write(Data(sheet.svg().utf8), to: study.picture)
    var facts = [
      HTMLReport.Fact("Data set", study.dataset), .init("Seeds", study.seeds.map(String.init).joined(separator: ", ")),
      .init("Measured on", study.validation.map { "\($0) training images held out" } ?? "the test images"),
    ]
    if let limit = study.limit { facts.append(.init("Trained on", "the first \(limit) images")) }
    let yaml = specifications.map { HTMLReport.Block.collapsed(summary: $0.name, text: $0.specification.yaml) }
    try HTMLReport(
      study.arms.map(\.name).joined(separator: " · "), subtitle: specifications[0].specification.about, facts: facts,
      sections: [
        .init(
          study.arms.count > 1 ? "How they compare" : "What the layers know",
          [.table(StudyTable.table(study))] + charts.map { .chart($0) } + [.paragraph(caption(study))]),
        .init("The runs", [.table(runs(study))]), .init("The specifications", yaml),
      ],
      footer: "Hebb \(record.version), \(study.threads) threads, kernels: \(record.kernels)."
    ).write(to: study.report)
  }

  /// One chart with the read-outs side by side, or one for each read-out with the arms side by side.
  private static func charts(_ study: Study) -> [PairedChart] {
    func column(_ label: String, _ arm: Study.Arm, _ readout: String) -> PairedChart.Column? {
      guard let statistic = arm.accuracy[readout], let values = arm.accuracies[readout] else { return nil }
      return PairedChart.Column(
        label, values: values.map { 100 * $0 }, mean: 100 * statistic.mean, margin: statistic.margin95.map { 100 * $0 })
    }
    let yLabel = "\(study.evaluatedOn.title), %"
    guard study.arms.count > 1 else {
      let columns = study.readouts.compactMap { column(RunReport.title(of: $0), study.arms[0], $0) }
      return [PairedChart("\(study.arms[0].name) on \(study.dataset)", yLabel: yLabel, columns: columns)]
    }
    return study.readouts.reversed().map { readout in
      PairedChart(
        "\(study.dataset), \(RunReport.title(of: readout))", yLabel: yLabel,
        columns: study.arms.compactMap { column($0.name, $0, readout) })
    }
  }

  private static func caption(_ study: Study) -> String {
    guard study.seeds.count > 1 else { return "One seed, \(study.seeds[0]): with several there are intervals." }
    return "Small dots: single seeds, those of one seed joined by a line. Large dots: means over "
      + "\(study.seeds.count) seeds with the 95 % confidence interval of the mean by Student's t distribution."
  }

  private static func runs(_ study: Study) -> Table {
    let rows = study.arms.flatMap { arm in
      study.seeds.indices.map { index in
        [
          arm.name, "\(study.seeds[index])", arm.accuracies["output"].map { StudyTable.percent($0[index]) } ?? "–",
          URL(fileURLWithPath: arm.runs[index]).lastPathComponent,
        ]
      }
    }
    return Table(
      columns: [.left("experiment"), .right("seed"), .right("output, %"), .left("run")], rows: rows)
  }
}
