import ArgumentParser
import Foundation
import HebbExperiments
import HebbSupport

/// `hebb compare`: experiments over the same seeds, with a paired test.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train two or more experiments with the same seeds and test whether they differ.",
    discussion: """
      Every experiment is held against the first one by a paired t-test over the seeds; with more than two, the \
      p-values are corrected by Holm's method. Choose settings with --validation, and compare on the test images once.

      EXAMPLES:
        hebb compare hebbian-cnn hebbian-cnn-pruned --dataset fashion-mnist --epochs 2 --seeds 5
        hebb compare hebbian-cnn-pruned --set-b layers.0.activation=rectified --validation 5000
        hebb compare mine.yaml yours.yaml theirs.yaml --seeds 10 --json
      """)

  @Argument(help: "Built-in experiments or paths of YAML files. One is enough with --set-b: it is both.")
  var specs: [String]

  @Option(help: ArgumentHelp("How many random seeds to train each with, counted up from --seed.", valueName: "n"))
  var seeds = 5

  @Option(
    name: .customLong("set-a"),
    help: ArgumentHelp(
      "Replace a value of the first experiment only; may be given several times.", valueName: "key.path=value"))
  var changesOfFirst: [String] = []

  @Option(
    name: .customLong("set-b"),
    help: ArgumentHelp(
      "Replace a value of the second experiment only; may be given several times.", valueName: "key.path=value"))
  var changesOfSecond: [String] = []

  @OptionGroup var reuse: ReuseOptions
  @OptionGroup var options: NetworkOptions

  func validate() throws {
    try NetworkOptions.check(seeds: seeds, least: 2)
    if specs.count < 2, changesOfSecond.isEmpty {
      throw ValidationError("Name at least two experiments, or one and what is to be changed in it (--set-b).")
    }
  }

  func run() throws {
    let study = try SeriesExecution.run(in: options.storeFolder) { stop, observe in
      try Study.comparison(
        of: entries(), options.series(seeds: seeds, reuse: reuse), stop: stop, observe: observe)
    }
    try study.show(options.output)
  }

  /// Named as on the command line, with the changes that only one of them has; those of all come last, so that they win.
  private func entries() throws -> [Study.Entry] {
    let named = specs.count == 1 ? [specs[0], specs[0]] : specs
    return try named.enumerated().map { index, spec in
      let own = index == 0 ? changesOfFirst : index == 1 ? changesOfSecond : []
      let specification = try ExperimentSpecification.resolve(spec).setting(own + options.changes.all)
      let name = spec.contains("/") || spec.hasSuffix(".yaml") || spec.hasSuffix(".yml") ? specification.name : spec
      return Study.Entry(name: ([name] + own).joined(separator: ", "), specification: specification)
    }
  }
}
