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
        hebb compare hebbian-cnn hebbian-cnn-pruned --epochs 2 --seeds 5
        hebb compare hebbian-cnn-pruned --set-b layers.0.activation=rectified
        hebb compare mine.yaml yours.yaml theirs.yaml --seeds 10 --json
        hebb compare hebbian-rnn --data books/ --each rule=hebb,oja,sanger --seeds 3
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

  @Option(
    help: ArgumentHelp(
      "Compare an experiment with one value replaced by each of these.", discussion: "May be given several times.",
      valueName: "key.path=value,value"))
  var each: [String] = []

  @OptionGroup var reuse: ReuseOptions
  @OptionGroup var options: NetworkOptions

  func validate() throws {
    try NetworkOptions.check(seeds: seeds)
    if specs.count < 2, changesOfSecond.isEmpty, each.isEmpty {
      throw ValidationError(
        "Name at least two experiments, or one and what is to be changed in it (--set-b, or --each).")
    }
    if let wrong = each.first(where: { !$0.contains("=") }) {
      throw ValidationError("--each \(wrong): write KEY.PATH=VALUE,VALUE.")
    }
  }

  func run() throws {
    if case .sequences? = try specs.first.map(ExperimentFile.resolve) { return try compareSequences() }
    try NetworkOptions.check(seeds: seeds, least: 2)
    let study = try SeriesExecution.run(in: options.storeFolder) { stop, observe in
      try Study.comparison(
        of: entries(), options.series(seeds: seeds, reuse: reuse), stop: stop, observe: observe)
    }
    try study.show(options.output)
  }

  /// Named as on the command line, with the changes that only one of them has; those of all come last, so that they win.
  private func entries() throws -> [Study.Entry] {
    try variants.map { spec, own in
      let specification = try ExperimentSpecification.resolve(spec).setting(own + options.changes.all)
      return Study.Entry(name: name(of: spec, specification.name, own), specification: specification)
    }
  }

  /// What is compared: an experiment, and the changes that it alone has.
  private var variants: [(spec: String, own: [String])] {
    guard each.isEmpty else {
      // Every value of every key, one key after the other.
      return each.reduce(specs.map { ($0, []) }) { variants, assignment in
        let parts = assignment.split(separator: "=", maxSplits: 1)
        return variants.flatMap { spec, own in
          ValueList.split(parts[1]).map { (spec, own + ["\(parts[0])=\($0)"]) }
        }
      }
    }
    let named = specs.count == 1 ? [specs[0], specs[0]] : specs
    return named.enumerated().map { ($1, $0 == 0 ? changesOfFirst : $0 == 1 ? changesOfSecond : []) }
  }

  private func name(of spec: String, _ own: String, _ changes: [String]) -> String {
    let isFile = spec.contains("/") || spec.hasSuffix(".yaml") || spec.hasSuffix(".yml")
    return ([isFile ? own : spec] + changes).joined(separator: ", ")
  }

  private func compareSequences() throws {
    let entries = try variants.map { spec, own in
      guard case .sequences(let specification) = try ExperimentFile.resolve(spec) else {
        throw Problem(
          "“\(spec)” learns from images, and the others from sequences", at: "hebb compare",
          advice: "Compare experiments of one kind.")
      }
      return try options.sequenceEntry(
        own.isEmpty ? name(of: spec, specification.name, own) : own.joined(separator: ", "), specification.setting(own))
    }
    try SequenceTraining.compare(entries, seeds: seeds, options)
  }
}
