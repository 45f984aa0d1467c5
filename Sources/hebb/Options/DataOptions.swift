import ArgumentParser
import Foundation
import HebbSupport

/// Where data sets are looked for.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder that holds the data sets.",
      discussion: "Without it: the environment variable HEBB_DATA, the download cache, then what the system has.",
      valueName: "folder"))
  var data: String?

  /// The text, or folder, that `--data` or `HEBB_DATA` names.
  var text: String? {
    data.map { NSString(string: $0).expandingTildeInPath } ?? ProcessInfo.processInfo.environment["HEBB_DATA"]
  }

  /// The folder that `--data` names, or nil to look in the usual places, `HEBB_DATA` the first among them.
  ///
  /// - Throws: `Problem` if the folder of either is not there.
  func folder() throws -> URL? {
    if let data { return try Self.existing(data, "--data") }
    let shared = ProcessInfo.processInfo.environment["HEBB_DATA"] ?? ""
    // Looked into by the catalogue, along with the other places; but a slip in it should not pass unnoticed.
    if !shared.isEmpty { _ = try Self.existing(shared, "HEBB_DATA") }
    return nil
  }

  private static func existing(_ path: String, _ source: String) throws -> URL {
    let expanded = NSString(string: path).expandingTildeInPath
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: expanded, isDirectory: &isFolder), isFolder.boolValue else {
      throw Problem(
        "there is no folder “\(path)”", at: source, advice: "Give the folder that holds the data sets' folders.")
    }
    return URL(fileURLWithPath: expanded, isDirectory: true)
  }
}
