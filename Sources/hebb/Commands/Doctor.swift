import ArgumentParser
import Foundation
import HebbExperiments
import HebbFigures
import HebbSupport

/// `hebb doctor`: what is installed, and what will be used.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is installed on this machine and what of it is used.",
    discussion: """
      The machine, its processor's features, the kernels in use and the peak that one core reaches with them, the \
      data sets that are found, and the folders that are written to. It changes nothing.

      EXAMPLES:
        hebb doctor
        HEBB_ISA=avx2 hebb doctor --json
      """)

  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let diagnosis = Diagnosis.collect(
      version: Hebb.configuration.version, data: try dataOptions.folder(), store: storeOptions.folder)
    if output.json {
      print(try JSONOutput.text(diagnosis))
    } else {
      print(diagnosis.table.text(), terminator: "")
    }
  }
}
