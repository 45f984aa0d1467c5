import ArgumentParser
import Foundation
import HebbExperiments
import HebbNetworks
import HebbSupport

/// `hebb bench readout`: how fast a read-out is trained.
struct BenchReadout: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "readout", abstract: "Time epochs of a linear classifier on stored features.",
    discussion: """
      Features are random and in memory in 16 bits each. Unless told otherwise, there are as many as SoftHebb's three \
      layers make of CIFAR-10, which takes 2.5 GB.

      EXAMPLES:
        hebb bench readout
        hebb bench readout --classes 100 --dropout 0 --json
      """)

  @Option(help: ArgumentHelp("How many images there are.", valueName: "n"))
  var images = 50_000

  @Option(help: ArgumentHelp("How many features an image has.", valueName: "n"))
  var features = 24_576

  @Option(help: ArgumentHelp("How many classes there are.", valueName: "n"))
  var classes = 10

  @Option(help: ArgumentHelp("Images per step.", valueName: "n"))
  var batch = 64

  @Option(help: ArgumentHelp("The probability with which a feature is hidden in a step.", valueName: "p"))
  var dropout = 0.5

  @Option(help: ArgumentHelp("How many epochs to time.", valueName: "n"))
  var epochs = 5

  @OptionGroup var threadOptions: ThreadOptions

  @OptionGroup var output: OutputOptions

  func validate() throws {
    for (name, count) in [
      ("images", images), ("features", features), ("classes", classes), ("batch", batch), ("epochs", epochs),
    ] where !(1...10_000_000).contains(count) {
      throw ValidationError("--\(name) \(count): choose from 1 to 10000000.")
    }
    if !(0...0.99).contains(dropout) { throw ValidationError("--dropout \(dropout): choose from 0 to 0.99.") }
  }

  func run() throws {
    let result = try ReadoutBenchmark.run(
      images: images, features: features, classes: classes,
      training: ReadoutTraining(batch: batch, epochs: epochs, dropout: dropout), epochs: epochs,
      threads: threadOptions.count, seed: 1)
    guard !output.json else { return print(try JSONOutput.text(result)) }
    print(
      String(
        format: """
          %d images of %d features, %d classes, batches of %d: %.2f s an epoch (the fastest of %d: %.2f), %.0f GFLOP/s \
          (%d threads, %@); storing the features took %.1f s
          """,
        result.images, result.features, result.classes, result.batch, result.secondsPerEpoch, result.epochs,
        result.leastSecondsPerEpoch, result.gigaflops, result.threads, result.instructionSet, result.secondsToStore))
  }
}
