import ArgumentParser
import Foundation

/// `hebb data`: the data sets that are known by name.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "List data sets, download them, and find them on this machine.",
    discussion: """
      A data set is looked for in the folder that --data names; without it, in the one of the environment variable \
      HEBB_DATA, in the download cache, and among what the system has installed.

      EXAMPLES:
        hebb data list
        hebb data fetch mnist
        hebb data where fashion-mnist
      """,
    subcommands: [DataList.self, DataFetch.self, DataWhere.self],
    defaultSubcommand: DataList.self)

  /// "170.1 MB": a million bytes each, as download pages count.
  static func megabytes(_ bytes: Int) -> String { String(format: "%.1f MB", Double(bytes) / 1e6) }
}
