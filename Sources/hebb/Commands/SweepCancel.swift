import ArgumentParser
import Foundation
import HebbSupport
import HebbSweeps

/// `hebb sweep cancel`
struct SweepCancel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "Stop all work on a sweep, here and in Slurm; it can be resumed.")

  @Argument(help: ArgumentHelp("A sweep: its folder, its name in the store, or “latest”.", valueName: "sweep"))
  var sweep: String

  @OptionGroup var store: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let folder = try SweepFolder.find(sweep, in: store.folder)
    try folder.cancel()
    guard !output.json else { return print(try JSONOutput.text(["cancelled": folder.url.path])) }
    print("cancelled: \(folder.url.path)")
    print("go on with: hebb sweep --resume \(folder.url.path)")
  }
}
