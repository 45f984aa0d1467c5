import Foundation
import HebbSupport

/// A text file in memory: mapped, checked to be UTF-8, and the book in it found.
struct TextFile {
  let file: MappedFile
  let path: String
  /// Without byte order mark, Project Gutenberg's header and licence.
  let body: Range<Int>

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(file.bytes)[body]) }

  /// - Parameter mayBeCut: whether the last character may be incomplete.
  /// - Throws: `Problem` if the file is missing, empty, cannot be read or is not UTF-8.
  init(_ url: URL, mayBeCut: Bool) throws(Problem) {
    path = url.path
    guard InputFile.exists(url) else {
      throw Problem(
        "there is no such file or folder", at: path, advice: "Check the path of the text; give a file or a folder.")
    }
    guard let file = MappedFile(reading: url) else {
      let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? nil
      guard size == 0 else {
        throw Problem("the file cannot be read", at: path, advice: "Check that it is a file and that you may read it.")
      }
      throw Problem("the file is empty", at: path, advice: "Remove it, or give another text.")
    }
    self.file = file
    let whole = UnsafeRawBufferPointer(file.bytes)
    try UTF8Text.check(whole, mayBeCut: mayBeCut, of: path)
    body = GutenbergText.range(in: whole)
    guard !body.isEmpty else {
      throw Problem(
        "there is no text in the file but a header", at: path, advice: "Remove it, or give another text.")
    }
  }

  /// The text files of a folder and its subfolders, `*.txt`, each folder's in the order of their names; hidden ones are
  /// left out. A file itself is returned as it is.
  ///
  /// - Throws: `Problem` if a folder cannot be listed, or if there are no text files.
  static func listing(_ url: URL) throws -> [URL] {
    guard InputFile.isFolder(url) else { return [url] }
    let files = try files(in: url, within: [])
    guard !files.isEmpty else {
      throw Problem(
        "there are no texts in the folder", at: url.path,
        advice: "Give a folder with files named *.txt, in it or in its subfolders, or a single file of any name.")
    }
    return files
  }

  /// - Parameter parents: the real paths of the folders on the way; a link to one of them would never end.
  private static func files(in folder: URL, within parents: Set<String>) throws -> [URL] {
    let path = folder.resolvingSymlinksInPath().path
    guard !parents.contains(path) else { return [] }
    return try InputFile.entries(of: folder).flatMap { entry in
      if InputFile.isFolder(entry) { return try files(in: entry, within: parents.union([path])) }
      return entry.pathExtension.lowercased() == "txt" ? [entry] : []
    }
  }
}
