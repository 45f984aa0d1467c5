import Foundation
import HebbExperiments
public import HebbFigures
import HebbSupport

/// Runs as a table for the terminal, or as comma-separated values for spreadsheets.
public struct RunList: Sendable {
  public let runs: [RunSummary]
  /// Keys that are shown besides the usual columns.
  public let columns: [String]
  /// Of each run, the settings that `columns` may name.
  private let settings: [String: [String: String]]

  /// - Throws: `Problem` for a column that no run has.
  public init(_ runs: [RunSummary], columns: [String] = [], in store: RunStore) throws {
    let known = try store.keys()
    let usual = Set(RunColumn.allCases.map(\.rawValue))
    for column in columns where !usual.contains(column) && !known.values.contains(column) {
      guard known.settings.contains(column) else {
        let nearest = NearestName.of(column, among: known.values + known.settings + usual)
        throw Problem(
          "no run has a “\(column)”", at: "--columns",
          advice: (nearest.map { "Did you mean \($0)? " } ?? "") + "hebb runs show RUN lists the keys of a run.")
      }
    }
    (self.runs, self.columns) = (runs, columns)
    settings =
      columns.isEmpty
      ? [:]
      : Dictionary(
        uniqueKeysWithValues: runs.map {
          ($0.name, RunSettings.of(RunFolder(store.folder.appendingPathComponent($0.name, isDirectory: true))))
        })
  }

  /// Trials that follow each other stand under the folder that they share, whose name is as long as that of a run.
  public var table: Table {
    var groups: [Table.Group] = []
    var folder: String?
    for run in runs {
      if groups.isEmpty || run.trialsFolder != folder {
        // Nothing but an empty line parts what follows the trials of a sweep from them.
        groups.append(Table.Group(run.trialsFolder ?? (groups.isEmpty ? nil : ""), rows: []))
        folder = run.trialsFolder
      }
      groups[groups.count - 1].rows.append(
        [
          String(run.name.dropFirst(folder?.count ?? 0)), run.status.rawValue, run.data, run.text(of: .seed) ?? "–",
          Self.result(run), run.labels.tags.joined(separator: " "),
        ] + columns.map { cell($0, of: run) ?? "–" })
    }
    return Table(
      columns: [.left("run"), .left("status"), .left("data"), .right("seed"), .right("result"), .left("tags")]
        + columns.map { .right($0) },
      groups: groups)
  }

  /// Accuracy in percent, or bits per symbol.
  static func result(_ run: RunSummary) -> String {
    guard let (key, value) = run.headline else { return "–" }
    let isBits = run.kind == .sequences
    return String(format: isBits ? "%.3f bits" : "%.2f %%", isBits ? value : 100 * value)
      + (key.hasPrefix("last.") ? " (so far)" : "") + (run.isHeldOut ? " (held out)" : "")
  }

  private func cell(_ key: String, of run: RunSummary) -> String? {
    if let text = run.text(of: key) { return text }
    return settings[run.name]?[key] ?? RunColumn(rawValue: key).flatMap { run.text(of: $0) }
  }

  /// One line for each run, with a header: all columns, and every number that any of the runs has. RFC 4180.
  public var csv: String {
    let numbers = Set(runs.flatMap(\.values.keys)).sorted()
    let own = RunColumn.allCases.filter { $0 != .score }
    let extra = columns.filter { !numbers.contains($0) && RunColumn(rawValue: $0) == nil }
    let header = own.map(\.rawValue) + ["tags"] + extra + numbers
    let lines = runs.map { run in
      own.map { run.text(of: $0) ?? "" } + [run.labels.tags.joined(separator: " ")]
        + extra.map { settings[run.name]?[$0] ?? "" } + numbers.map { run.values[$0].map { "\($0)" } ?? "" }
    }
    return ([header] + lines).map { $0.map(Self.quoted).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { ",\"\r\n".contains($0) || $0.isNewline }) else { return field }
    return "\"\(field.replacing("\"", with: "\"\""))\""
  }
}

extension RunSummary {
  func text(of column: RunColumn) -> String? {
    switch column {
    case .name: name
    case .kind: kind.rawValue
    case .experiment: experiment
    case .data: data
    case .method: method
    case .seed: seed.map { "\($0)" }
    case .status: status.rawValue
    case .problem: problem
    case .started: started?.recorded
    case .version: version
    case .machine: machine
    case .note: labels.note
    case .score: headline.map { "\($0.value)" }
    }
  }
}
