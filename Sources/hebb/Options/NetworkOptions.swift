import ArgumentParser
import Foundation
import HebbExperiments
import HebbSupport

/// What every command that builds and runs a network takes.
struct NetworkOptions: ParsableArguments {
  @OptionGroup var changes: SpecificationOptions

  @Option(
    help: ArgumentHelp(
      "The folder that holds the data sets.",
      discussion: "Without it: the environment variable HEBB_DATA, then what the system has installed.",
      valueName: "folder"))
  var data: String?

  @Option(
    help: ArgumentHelp("Where all random numbers come from: a seed gives the same run, bit for bit.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "Work on this many processors at once (default: all). The results do not depend on it.", valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp("Train on the first n images only, for a quick try; all test images are used.", valueName: "n"))
  var limit: Int?

  @Option(
    help: ArgumentHelp(
      "The folder in which runs are kept.",
      discussion: "Without it: the environment variable HEBB_STORE, then “runs” in the current folder.",
      valueName: "folder"))
  var store: String?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads \(threads): choose from 1 to 1024.")
    }
    if let limit, limit < 1 {
      throw ValidationError("--limit \(limit): choose at least 1 image.")
    }
    if let epochs = changes.epochs, epochs < 0 {
      throw ValidationError("--epochs \(epochs): choose at least 0, which evaluates the untrained network.")
    }
  }

  /// Never more than asked for; all processors if nothing was.
  var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }

  var storeFolder: URL { Self.storeFolder(store) }

  /// The folder of that name, else what HEBB_STORE says, else “runs”.
  static func storeFolder(_ name: String?) -> URL {
    URL(fileURLWithPath: expanded(name ?? environment("HEBB_STORE") ?? "runs"), isDirectory: true)
  }

  /// The folder that the user names, or nil to look where the system keeps data sets.
  ///
  /// - Throws: `Problem` if it is not there.
  func dataFolder() throws -> URL? {
    guard let (path, source) = data.map({ ($0, "--data") }) ?? Self.environment("HEBB_DATA").map({ ($0, "HEBB_DATA") })
    else { return nil }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: Self.expanded(path), isDirectory: &isFolder), isFolder.boolValue else {
      throw Problem(
        "there is no folder “\(path)”", at: source, advice: "Give the folder that holds the data sets' folders.")
    }
    return URL(fileURLWithPath: Self.expanded(path), isDirectory: true)
  }

  private static func environment(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func expanded(_ path: String) -> String { NSString(string: path).expandingTildeInPath }
}
