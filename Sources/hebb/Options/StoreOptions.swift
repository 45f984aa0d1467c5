import ArgumentParser
import Foundation

/// Where runs are kept.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder in which runs are kept.",
      discussion: "Without it: the environment variable HEBB_STORE, then “runs” in the current folder.",
      valueName: "folder"))
  var store: String?

  func validate() throws {
    // An unset variable of a script would otherwise mean the current folder.
    if store?.isEmpty == true { throw ValidationError("--store: name a folder.") }
  }

  var folder: URL {
    let variable = ProcessInfo.processInfo.environment["HEBB_STORE"] ?? ""
    let path = store ?? (variable.isEmpty ? "runs" : variable)
    return URL(fileURLWithPath: NSString(string: path).expandingTildeInPath, isDirectory: true)
  }
}
