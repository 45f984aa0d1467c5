import Foundation
import HebbExperiments
public import HebbFigures
import HebbSupport

/// Several runs held against each other: the settings in which they differ, and what each came to.
public struct RunComparison: Sendable, Encodable {
  /// One line of the comparison: a key, and what it is in each run; nil where a run has no such key.
  public struct Line: Sendable, Encodable, Equatable {
    public let key: String
    public let values: [String?]
  }

  public let runs: [String]
  /// Only those that are not the same in all runs.
  public let settings: [Line]
  public let results: [Line]

  /// - Throws: `Problem` if a run does not exist.
  public init(_ names: [String], in store: RunStore) throws {
    let runs = try names.map(store.run)
    self.runs = runs.map(\.name)
    let folders = runs.map { RunFolder(store.folder.appendingPathComponent($0.name, isDirectory: true)) }
    let settings = zip(runs, folders).map { run, folder in
      RunSettings.of(folder).merging(
        ["seed": run.text(of: .seed), "data": run.data, "version": run.version].compactMapValues(\.self)
      ) { own, _ in own }
    }
    let given = Set(settings.flatMap(\.keys))
    self.settings = Self.lines(settings).filter { line in line.values.contains { $0 != line.values[0] } }
    results = Self.lines(
      runs.map { run in
        let keys = run.values.keys.filter { !given.contains($0) }
        return Dictionary(uniqueKeysWithValues: keys.compactMap { key in run.text(of: key).map { (key, $0) } })
          .merging(["status": run.status.rawValue]) { own, _ in own }
      })
  }

  private static func lines(_ tables: [[String: String]]) -> [Line] {
    Set(tables.flatMap(\.keys)).sorted { $0.compare($1, options: .numeric) == .orderedAscending }.map { key in
      Line(key: key, values: tables.map { $0[key] })
    }
  }

  /// For the terminal.
  public var tables: [Table] {
    let columns = [Table.Column.left("")] + runs.map { .right($0) }
    func table(_ title: String, _ lines: [Line], none: String) -> Table {
      Table(
        title, columns: lines.isEmpty ? [.left(none)] : columns,
        rows: lines.map { line in [line.key] + line.values.map { $0 ?? "–" } })
    }
    return [
      table("Settings that differ", settings, none: "The experiments are the same."),
      table("Results", results, none: "There are none yet."),
    ]
  }
}
