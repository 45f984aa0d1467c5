import ArgumentParser
import Foundation
import HebbExperiments
import HebbFigures
import HebbSupport
import HebbTensor

/// `hebb ensemble`: several runs answer together.
struct EnsembleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ensemble",
    abstract: "Let several finished runs answer together, by the mean of their class probabilities.",
    discussion: """
      The runs may differ in anything but the data set: seeds, sizes of receptive fields, rules. Each needs a read-out of \
      kind softmax or power. Accuracies are measured on the test images, or on those that the runs held out by \
      --validation.

      EXAMPLES:
        hebb train softhebb --set readout.flips=true
        hebb train softhebb --set layers.0.kernel=7 --set layers.0.padding=3
        hebb ensemble 20260101-120000-softhebb-seed1 20260101-121000-softhebb-seed1
      """)

  @Argument(help: ArgumentHelp("Runs: folders, names in the store, or “latest”.", valueName: "run"))
  var runs: [String]

  @OptionGroup var threadOptions: ThreadOptions

  @OptionGroup var dataOptions: DataOptions
  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let stop = StopRequest()
    let interrupts = InterruptHandler(stopping: stop)
    defer { withExtendedLifetime(interrupts) {} }
    let folders = try runs.map { try RunFolder.find($0, in: storeOptions.folder) }
    var bar: ProgressBar?
    let ensemble = try Ensemble.evaluate(
      folders, data: dataOptions.folder(), parallel: threadOptions.parallel, stop: stop
    ) { member, images, total in
      if bar == nil {
        bar = ProgressBar("asking \(folders.count) networks", unit: "images", total: folders.count * total)
      }
      bar?.update(member * total + images)
    }
    bar?.finish()
    print(output.json ? try JSONOutput.text(ensemble) : ensemble.table.text(), terminator: output.json ? "\n" : "")
  }
}
