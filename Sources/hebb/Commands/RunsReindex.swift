import ArgumentParser
import HebbStore
import HebbSupport

/// `hebb runs reindex`
struct RunsReindex: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reindex", abstract: "Make the index of the runs anew from their folders.",
    discussion: "Hardly ever needed: the index takes in what has changed whenever it is used.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let count = try store.open().reindex()
    print(output.json ? try JSONOutput.text(["runs": count]) : "\(count) runs")
  }
}
