import ArgumentParser
import Foundation
import HebbExperiments
import HebbNetworks
import HebbSupport
import HebbTensor

/// `hebb bench network`: how fast this machine trains.
struct BenchNetwork: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network", abstract: "Time training steps of a network (the default).",
    discussion: """
      Images are random, of the size of the data set, and in memory, so that nothing but the network is timed. The \
      figure is the median over the batches. Benchmarks/run times the same work in PyTorch beside it.

      EXAMPLES:
        hebb bench
        hebb bench --work hebbian-cnn --threads 1 --json
        hebb bench --work softhebb --set training.precision=float32
        hebb bench --work hebbnet --batches 500
      """)

  @Option(help: ArgumentHelp("A built-in experiment, or the path of a YAML file.", valueName: "name"))
  var work = "hebbian-cnn-pruned"

  @Option(help: ArgumentHelp("How many batches to time.", valueName: "n"))
  var batches = 60

  @OptionGroup var threadOptions: ThreadOptions

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Replace a value of the experiment; may be given several times.", valueName: "key.path=value"))
  var assignments: [String] = []

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if batches < 1 { throw ValidationError("--batches \(batches): choose at least 1.") }
  }

  func run() throws {
    let specification = try ExperimentSpecification.resolve(work).setting(assignments)
    let isGrey = specification.dataset.contains("mnist")
    let (channels, side) = (isGrey ? 1 : 3, isGrey ? max(28, specification.input.side) : 32)
    let result = try NetworkBenchmark.run(
      specification, input: ImageShape(channels: channels, height: side, width: side),
      batches: batches, threads: threadOptions.count, seed: 1)
    guard !output.json else { return print(try JSONOutput.text(result)) }
    print(
      """
      \(result.work): \(String(format: "%.0f", result.imagesPerSecond)) images per second, \
      \(String(format: "%.2f", result.secondsPerBatch * 1e3)) ms per batch of \(result.batch) \
      (\(result.threads) threads, \(result.instructionSet))
      """)
    for product in result.products {
      print(
        String(
          format: "layer %d on one core: products of an image in %.0f µs, %.0f GFLOP/s; float32 peaks at %.0f",
          product.layer, product.secondsPerImage * 1e6, product.operationsPerSecond / 1e9,
          product.peakOperationsPerSecond / 1e9))
    }
    guard let layer = result.firstLayer else { return }
    print(
      String(
        format: """
          layer 1 on one core: %.1f µs per image; the plain sum in this time would be %.0f GFLOP/s, %.0f %% of the \
          core's peak of %.0f (products really carried out: %.0f GFLOP/s, %.0f %%)
          """,
        layer.secondsPerImage * 1e6, layer.operationsPerSecond / 1e9, layer.fractionOfPeak * 100,
        layer.peakOperationsPerSecond / 1e9, layer.executedOperationsPerSecond / 1e9,
        100 * layer.executedOperationsPerSecond / layer.peakOperationsPerSecond))
  }
}
