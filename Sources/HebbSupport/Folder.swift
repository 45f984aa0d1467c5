public import Foundation

/// Makes folders. Foundation does that too, but on Linux it keeps the system's reason to itself when it cannot.
public enum Folder {
  /// Why a folder could not be made.
  public struct Failure: Error, Equatable {
    /// The system's error number.
    public let code: Int32
    /// In the system's words: "Not a directory".
    public var reason: String { String(cString: strerror(code)) }
  }

  /// Makes a folder that must not exist yet; of several processes that try, one succeeds.
  ///
  /// - Throws: `Failure`, with code `EEXIST` if anything of that name exists.
  public static func claim(_ url: URL) throws(Failure) {
    guard mkdir(url.path, 0o755) == 0 else { throw Failure(code: errno) }
  }

  /// Makes a folder and those above it, as far as they do not exist.
  public static func make(_ url: URL) throws(Failure) {
    let url = url.standardizedFileURL
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw Failure(code: ENOTDIR) }
      return
    }
    let parent = url.deletingLastPathComponent()
    if parent.path != url.path { try make(parent) }
    do {
      try claim(url)
    } catch  where error.code == EEXIST {
      // Another process was faster.
    }
  }

  /// Deletes a folder with all that is in it. Others see it whole or not at all: it is renamed first.
  ///
  /// - Throws: `Problem` if it cannot be renamed; then it is as it was.
  public static func remove(_ url: URL, called kind: String) throws {
    let doomed = url.deletingLastPathComponent().appendingPathComponent(
      ".removed-\(url.lastPathComponent)-\(ProcessInfo.processInfo.processIdentifier)")
    guard rename(url.path, doomed.path) == 0 else {
      throw Problem(
        "the \(kind) cannot be removed: \(String(cString: strerror(errno)))", at: url.path,
        advice: "Check that you may write to the store.")
    }
    try? FileManager.default.removeItem(at: doomed)
  }
}
