import Foundation
import HebbFigures
import HebbSupport

/// The report of one run: text for the terminal, a page, and pictures.
public enum RunReport {
  /// Writes the pictures and `report.html` into the run's folder.
  ///
  /// - Throws: `Problem` if a file cannot be written.
  public static func write(_ run: TrainingRun) throws {
    try write(run.record, run.session.specification, curves: RunCharts.learning(run.session.metrics), to: run.folder)
  }

  /// - Parameter curves: how learning went.
  static func write(
    _ record: RunRecord, _ specification: ExperimentSpecification, curves: [HTMLReport.Block], to folder: RunFolder
  ) throws {
    let pictures = try FilterPicture.pictures(of: folder)
    _ = try FilterPicture.write(pictures, to: folder.figures)
    var facts = [
      HTMLReport.Fact("Data set", record.dataset), .init("Seed", "\(record.seed)"), .init("Epochs", "\(record.epochs)"),
    ]
    if let limit = record.limit { facts.append(.init("Trained on", "the first \(limit) images")) }
    if let weights = record.initialWeights { facts.append(.init("Began with", weights)) }
    if let validation = record.validation { facts.append(.init("Held out for validation", "\(validation) images")) }
    if let speed = record.imagesPerSecond { facts.append(.init("Images per second", String(format: "%.0f", speed))) }
    var sections: [HTMLReport.Section] = []
    if let table = accuracyTable(record) { sections.append(.init("What the layers know", [.table(table)])) }
    sections.append(
      .init(
        "What the neurons learned",
        pictures.map { .picture($0.image, caption: $0.caption, alternative: $0.caption) }))
    if !curves.isEmpty { sections.append(.init("How they learned it", curves)) }
    if let health = record.health {
      let findings = health.findings.map { HTMLReport.Block.paragraph("Note: \($0.what). \($0.advice)") }
      sections.append(.init("How the neurons are", [.table(health.table)] + findings))
    }
    sections.append(
      .init(
        "How to repeat it",
        [
          .paragraph("\(command(record)), with this specification:"),
          .collapsed(summary: "spec.yaml", text: specification.yaml),
        ]))
    try HTMLReport(
      record.spec, subtitle: specification.about, facts: facts, sections: sections,
      footer:
        "Hebb \(record.version), \(record.machine), kernels: \(record.kernels). Weights: \(record.weightsDigest ?? "unfinished")"
    ).write(to: folder.report)
  }

  /// What repeats a run, given its specification.
  private static func command(_ record: RunRecord) -> String {
    let options = [
      ("--data", record.data), ("--limit", record.limit.map { "\($0)" }),
      ("--validation", record.validation.map { "\($0)" }), ("--weights", record.initialWeights),
    ].compactMap { name, value in value.map { "\(name) \(ShellWord.quoted($0))" } }
    let command = record.method == .backpropagation ? "baselines" : "train"
    return (["hebb \(command) spec.yaml --seed \(record.seed)"] + options).joined(separator: " ")
  }

  /// A few lines for the terminal.
  public static func summary(_ record: RunRecord) -> String {
    var parts: [String] = []
    if let table = accuracyTable(record) { parts.append(table.text()) }
    if let speed = record.imagesPerSecond, let seconds = record.secondsPerEpoch {
      parts.append(
        String(format: "%.0f images per second, %.1f s per epoch (%d threads)", speed, seconds, record.threads))
    }
    parts += record.health?.findings.map(\.text) ?? []
    return parts.joined(separator: "\n")
  }

  private static func accuracyTable(_ record: RunRecord) -> Table? {
    guard let accuracy = record.accuracy else { return nil }
    let names = readouts(of: accuracy)
    func cells(_ accuracy: [String: Double]) -> [String] {
      names.map { accuracy[$0].map { String(format: "%.1f %%", 100 * $0) } ?? "–" }
    }
    let rows =
      (record.untrainedAccuracy.map { [["untrained"] + cells($0)] } ?? [])
      + [[record.method == .backpropagation ? "back-propagation" : "trained"] + cells(accuracy)]
      + (record.trainingAccuracy.map { [["on training images"] + cells($0)] } ?? [])
    return Table(
      columns: [.left(record.evaluatedOn.title)] + names.map { .right(title(of: $0)) }, rows: rows)
  }

  /// The names of the read-outs that an accuracy is known of: layers from the image upwards, the output last.
  static func readouts(of accuracy: [String: Double]) -> [String] {
    accuracy.keys.filter { $0 != "output" }.sorted { ($0.count, $0) < ($1.count, $1) } + ["output"]
  }

  /// `layer1Quadrants` → `layer 1 quadrants`.
  static func title(of name: String) -> String {
    guard name.hasPrefix("layer"), let part = ["Quadrants", "Output"].first(where: name.hasSuffix) else { return name }
    return "layer \(name.dropFirst(5).dropLast(part.count)) \(part.lowercased())"
  }
}
