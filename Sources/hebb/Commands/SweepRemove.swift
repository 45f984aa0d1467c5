import ArgumentParser
import Foundation
import HebbSupport
import HebbSweeps

/// `hebb sweep remove`
struct SweepRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Delete a sweep with all its runs.")

  @Argument(help: ArgumentHelp("A sweep: its folder or its name in the store.", valueName: "sweep"))
  var sweep: String

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let folder = try SweepFolder.find(sweep, in: store.folder)
    try folder.remove()
    print(output.json ? try JSONOutput.text(["removed": folder.url.path]) : "removed: \(folder.url.path)")
  }
}
