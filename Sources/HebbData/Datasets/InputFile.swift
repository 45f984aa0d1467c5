import Foundation
import HebbSupport

/// Looking at folders and reading whole files, with problems that name the file.
enum InputFile {
  static func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }

  static func isFolder(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// - Throws: `Problem` naming the file, if it is missing or cannot be read.
  static func contents(of file: URL) throws -> Data {
    guard exists(file) else {
      throw Problem("the file is missing", at: file.path, advice: "Check the path, or restore the file.")
    }
    do { return try Data(contentsOf: file) } catch {
      throw Problem(
        "the file cannot be read: \(error.localizedDescription)", at: file.path,
        advice: "Check that it is a file and that you may read it.")
    }
  }

  /// The entries of a folder that are not hidden, sorted by name (by Unicode values: the same order in every locale).
  static func entries(of folder: URL) throws -> [URL] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .filter { !$0.hasPrefix(".") }.sorted().map { folder.appending(path: $0, directoryHint: .notDirectory) }
    } catch {
      throw Problem(
        "the folder cannot be listed: \(error.localizedDescription)", at: folder.path,
        advice: "Check that it exists and that you may read it.")
    }
  }
}
