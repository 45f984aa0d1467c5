import ArgumentParser
import Foundation
import HebbData
import HebbSupport

/// `hebb data where`: the folder that holds a data set, for scripts.
struct DataWhere: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "where", abstract: "Print the folder that holds a data set.",
    discussion: """
      Prints nothing else, and fails with exit code 1 if the data set is not on this machine.

      EXAMPLES:
        ls "$(hebb data where mnist)"
      """)

  @Argument(help: "A data set, as “hebb data list” names it.")
  var name: String

  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var output: OutputOptions

  private struct Place: Encodable {
    let name: String
    let folder: String
  }

  func run() throws {
    let catalog = DatasetCatalog.standard
    let folder = try catalog.folder(of: name, data: try dataOptions.folder())
    // A folder of images may go by any name.
    let officialName = (try? catalog.entry(named: name).name) ?? name
    print(output.json ? try JSONOutput.text(Place(name: officialName, folder: folder.path)) : folder.path)
  }
}
