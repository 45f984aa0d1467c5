import ArgumentParser
import HebbSweeps

/// A sweep that there is.
struct SweepOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("A sweep: its folder, its name in the store, or “latest”.", valueName: "sweep"))
  var sweep: String

  @OptionGroup var store: StoreOptions

  /// - Throws: `Problem` if there is no such sweep.
  func folder() throws -> SweepFolder { try SweepFolder.find(sweep, in: store.folder) }
}
