import ArgumentParser
import Foundation
import HebbSupport
import HebbSweeps

/// `hebb sweep remove`
struct SweepRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Delete a sweep with all its runs.")

  @OptionGroup var sweep: SweepOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let folder = try sweep.folder()
    try folder.remove()
    print(output.json ? try JSONOutput.text(["removed": folder.url.path]) : "removed: \(folder.url.path)")
  }
}
