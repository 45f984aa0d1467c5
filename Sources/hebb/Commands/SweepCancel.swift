import ArgumentParser
import Foundation
import HebbSupport
import HebbSweeps

/// `hebb sweep cancel`
struct SweepCancel: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancel", abstract: "Stop all work on a sweep, here and in Slurm; it can be resumed.")

  @OptionGroup var sweep: SweepOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let folder = try sweep.folder()
    let what = try folder.cancel() ? "cancelled" : "finished"
    guard !output.json else { return print(try JSONOutput.text([what: folder.url.path])) }
    guard what == "cancelled" else { return print("finished already: \(folder.url.path)") }
    print("cancelled: \(folder.url.path)")
    if try SweepSummary(folder).problem == nil { print("go on with: \(folder.howToGoOn)") }
  }
}
