import ArgumentParser
import Foundation
import HebbExperiments
import HebbSupport

/// `hebb baselines`: an experiment beside what its network does untrained and trained by back-propagation.
struct Baselines: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train an experiment and its matched baselines: untrained weights, and back-propagation.",
    discussion: """
      All three have the same architecture, connections, initial weights and images for the same seed, and are read out \
      in the same way. Back-propagation trains the layers end to end under a softmax with Adam, and then hands the \
      weights over. Networks on sequences are compared on the same sequences: untrained weights under an output that \
      learns, and back-propagation through time.

      EXAMPLES:
        hebb baselines hebbian-cnn-pruned --dataset fashion-mnist --epochs 4 --seeds 3
        hebb baselines mine.yaml --validation 5000 --backprop-epochs 5 --json
        hebb baselines hebbian-rnn --data books/ --seeds 3
      """)

  @Argument(help: "A built-in experiment, or the path of a YAML file.")
  var spec: String

  @Option(help: ArgumentHelp("How many random seeds to train each with, counted up from --seed.", valueName: "n"))
  var seeds = 1

  @Option(
    name: .customLong("backprop-epochs"),
    help: ArgumentHelp("Passes of back-propagation over the training images (--epochs are the rules').", valueName: "n")
  )
  var backpropagationEpochs = 10

  @OptionGroup var reuse: ReuseOptions
  @OptionGroup var options: NetworkOptions

  func validate() throws {
    try NetworkOptions.check(seeds: seeds)
    if backpropagationEpochs < 1 {
      throw ValidationError("--backprop-epochs \(backpropagationEpochs): choose at least 1.")
    }
  }

  func run() throws {
    if case .sequences(let specification) = try ExperimentFile.resolve(spec) {
      let changed = try options.sequenceEntry(specification.name, specification)
      return try SequenceTraining.compare(
        [changed] + changed.specification.baselines.map { SequenceTraining.Entry(name: $0.name, specification: $0) },
        seeds: seeds, options)
    }
    let study = try SeriesExecution.run(in: options.storeFolder) { stop, observe in
      try Study.baselines(
        of: options.changes.specification(spec), backpropagationEpochs: backpropagationEpochs,
        options.series(seeds: seeds, reuse: reuse), stop: stop, observe: observe)
    }
    try study.show(options.output)
  }
}
