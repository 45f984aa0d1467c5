import ArgumentParser
import HebbData
import HebbFigures
import HebbSupport

/// `hebb data list`: which data sets there are, and which are on this machine.
struct DataList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the data sets known by name, and where they are on this machine.")

  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var output: OutputOptions

  private struct Listing: Encodable {
    let datasets: [DatasetStatus]
  }

  func run() throws {
    let statuses = DatasetCatalog.standard.statuses(data: try dataOptions.folder())
    guard !output.json else { return print(try JSONOutput.text(Listing(datasets: statuses))) }
    let rows = statuses.map { status in
      [
        status.name, status.images.map { "\($0)" } ?? "", DataCommand.megabytes(status.downloadBytes),
        status.folder ?? "not found; hebb data fetch \(status.name)",
      ]
    }
    let table = Table(
      columns: [.left("data set"), .right("images"), .right("download"), .left("on this machine")], rows: rows)
    print(table.text(), terminator: "")
  }
}
