import ArgumentParser
import Foundation
import HebbFigures
import HebbStore
import HebbSupport

/// `hebb runs list`
struct RunsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the runs of a store, the newest first.")

  @OptionGroup var query: QueryOptions

  @Option(help: ArgumentHelp("Sort by a key, the smallest first.", valueName: "key"))
  var sort: String?

  @Flag(help: "Sort the other way round: the largest, or the oldest, first.")
  var descending = false

  @Option(help: ArgumentHelp("Show this many runs at most.", valueName: "n"))
  var limit: Int?

  @Option(help: ArgumentHelp("Further keys to show, separated by commas.", valueName: "keys"))
  var columns: String?

  @Flag(help: "Print comma-separated values with every number of every run, for a spreadsheet.")
  var csv = false

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit \(limit): choose at least 1 run.") }
    if csv, output.json { throw ValidationError("Choose one of --csv and --json.") }
  }

  func run() throws {
    let store = try store.open()
    let runs = try store.runs(
      RunQuery(query.parsed(), sortedBy: sort, isDescending: descending, limit: limit))
    if output.json { return print(try JSONOutput.text(["runs": runs])) }
    let keys = columns.map { $0.split(separator: ",").map(String.init) } ?? []
    let list = try RunList(runs, columns: keys, in: store)
    if csv { return print(list.csv, terminator: "") }
    guard !runs.isEmpty else {
      return print(query.conditions.isEmpty ? "There are no runs in \(store.folder.path)." : "No run matches.")
    }
    print(list.table.text())
  }
}
