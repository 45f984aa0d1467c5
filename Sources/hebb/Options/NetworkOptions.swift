import ArgumentParser
import Foundation
import HebbExperiments
import HebbSupport

/// What every command that builds and runs a network takes.
struct NetworkOptions: ParsableArguments {
  @OptionGroup var changes: SpecificationOptions

  @OptionGroup var dataOptions: DataOptions

  @Option(
    name: .customLong("seed"),
    help: ArgumentHelp(
      "Where all random numbers come from: a seed gives the same run, bit for bit (default: 1).", valueName: "n"))
  var givenSeed: UInt64?

  @OptionGroup var threadOptions: ThreadOptions

  @Option(
    help: ArgumentHelp(
      "Train on the first n images only, for a quick try; all images that accuracy is measured on are used.",
      valueName: "n"))
  var limit: Int?

  @Option(
    help: ArgumentHelp(
      "Hold n training images out of training and measure accuracy on them; the test images are left alone.",
      discussion: "For choosing settings. The same images are held out for every seed and experiment.", valueName: "n"))
  var validation: Int?

  @OptionGroup var storeOptions: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let limit, limit < 1 {
      throw ValidationError("--limit \(limit): choose at least 1 image.")
    }
    if let validation, validation < 1 {
      throw ValidationError("--validation \(validation): choose at least 1 image.")
    }
    if let epochs = changes.epochs, epochs < 0 {
      throw ValidationError("--epochs \(epochs): choose at least 0, which evaluates the untrained network.")
    }
  }

  var seed: UInt64 { givenSeed ?? 1 }

  /// An experiment on sequences with the changes made.
  ///
  /// - Throws: `Problem` for changes that are wrong, and for options that mean nothing to networks on sequences.
  func sequenceEntry(_ name: String, _ specification: SequenceSpecification) throws -> SequenceTraining.Entry {
    try refuseForSequences()
    return SequenceTraining.Entry(name: name, specification: try specification.setting(changes.forSequences()))
  }

  private func refuseForSequences() throws {
    guard limit == nil, validation == nil else {
      throw Problem(
        "networks on sequences hold out a part of their text by themselves",
        at: limit == nil ? "--validation" : "--limit",
        advice: "Leave it out; --set characters=N says how much is learned from.")
    }
  }

  var storeFolder: URL { storeOptions.folder }

  /// The folder of data sets that the user names, or nil to look in the usual places.
  ///
  /// - Throws: `Problem` if it is not there.
  func dataFolder() throws -> URL? { try dataOptions.folder() }
}
