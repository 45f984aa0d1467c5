import ArgumentParser
import HebbExperiments
import HebbSupport

/// Changes to an experiment, for every command that takes one.
struct SpecificationOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Replace a value of the experiment; may be given several times.",
      discussion: "Key paths are those of the YAML file, with layers counted from 0: --set layers.0.channels=64.",
      valueName: "key.path=value"))
  var assignments: [String] = []

  @Option(help: ArgumentHelp("Learn from another data set: short for --set dataset=NAME.", valueName: "name"))
  var dataset: String?

  @Option(
    help: ArgumentHelp("Pass this many times over the images: short for --set training.epochs=N.", valueName: "n"))
  var epochs: Int?

  /// The experiment that a name or a file means, with the changes made.
  ///
  /// - Throws: `Problem` for anything wrong with the name, the file or a change.
  func specification(_ nameOrPath: String) throws -> ExperimentSpecification {
    try ExperimentSpecification.resolve(nameOrPath).setting(all)
  }

  /// The changes of an experiment on sequences.
  ///
  /// - Throws: `Problem` for options that mean nothing there.
  func forSequences() throws -> [String] {
    guard dataset == nil, epochs == nil else {
      throw Problem(
        "networks on sequences have no data set of images and no epochs", at: dataset == nil ? "--epochs" : "--dataset",
        advice: "Give the text with --data, and the length of the training with --set characters=N.")
    }
    return assignments
  }

  /// The changes as assignments; options of their own come last, so that they win.
  var all: [String] {
    assignments + (dataset.map { ["dataset=\($0)"] } ?? []) + (epochs.map { ["training.epochs=\($0)"] } ?? [])
  }
}
