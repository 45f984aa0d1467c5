import ArgumentParser
import Foundation
import HebbExperiments
import HebbFigures
import HebbStore
import HebbSupport

/// `hebb runs show`
struct RunsShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show all there is to know about a run.")

  @Argument(help: ArgumentHelp("A run: its folder, its name in the store, or “latest”.", valueName: "run"))
  var name: String

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  private struct Listing: Encodable {
    let run: RunSummary
    let progress: RunProgress?
    let settings: [String: String]
  }

  func run() throws {
    let store = try store.open()
    let run = try store.run(name)
    let folder = RunFolder(store.folder.appendingPathComponent(run.name, isDirectory: true))
    let progress = run.status == .running ? try? RunProgress(contentsOf: folder) : nil
    let settings = RunSettings.of(folder)
    guard !output.json else {
      return print(try JSONOutput.text(Listing(run: run, progress: progress, settings: settings)))
    }
    func table(_ title: String, _ rows: [[String]]) -> String {
      Table(title, columns: [.left(""), .left("")], rows: rows).text()
    }
    let facts: [(String, String?)] = [
      ("run", run.name), ("experiment", run.experiment), ("data", run.data), ("method", run.method),
      ("seed", run.seed.map { "\($0)" }), ("status", run.status.rawValue), ("problem", run.problem),
      ("now", progress.map(Self.text)), ("started", run.started?.ISO8601Format()), ("version", run.version),
      ("machine", run.machine), ("tags", run.labels.tags.joined(separator: " ")), ("note", run.labels.note),
    ]
    let rows = facts.compactMap { name, fact in fact.flatMap { $0.isEmpty ? nil : [name, $0] } }
    print(table("Run", rows))
    func numerically(_ left: String, _ right: String) -> Bool {
      left.compare(right, options: .numeric) == .orderedAscending
    }
    print(
      table(
        "Results",
        run.values.keys.sorted(by: numerically).map { [$0, run.text(of: $0) ?? ""] }))
    for finding in (try? RunRecord.load(from: folder))?.health?.findings ?? [] { print("\(finding.text)\n") }
    print(table("Experiment", settings.keys.sorted(by: numerically).map { [$0, settings[$0] ?? ""] }))
  }

  private static func text(_ progress: RunProgress) -> String {
    let epoch = progress.epoch.map { ", epoch \($0) of \(progress.epochs ?? $0)" } ?? ""
    let left = (progress.trainingSecondsLeft ?? progress.secondsLeft).map { String(format: ", %.0f s left", $0) } ?? ""
    return "\(progress.phase.rawValue)\(epoch): \(progress.done) of \(progress.of) \(progress.unit)\(left)"
  }
}
