import ArgumentParser
import HebbFigures
import HebbStore
import HebbSupport

/// `hebb runs compare`
struct RunsCompare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Show in which settings runs differ, and what each came to.",
    discussion: "To train experiments and test whether they differ: hebb compare.")

  @Argument(help: ArgumentHelp("Runs: their folders, their names in the store, or “latest”.", valueName: "run"))
  var names: [String]

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if names.count < 2 { throw ValidationError("Name at least two runs.") }
  }

  func run() throws {
    let comparison = try RunComparison(names, in: store.open())
    guard !output.json else { return print(try JSONOutput.text(comparison)) }
    print(comparison.tables.map { $0.text() }.joined(separator: "\n\n"))
  }
}
