import Foundation
import HebbSupport

/// The files of drawings in one of Omniglot's archives, `ARCHIVE/ALPHABET/CHARACTER/DRAWING.png`, zipped or unpacked.
struct OmniglotListing {
  /// A file, not yet decoded.
  struct Drawing {
    let name: CharacterDrawings.Name
    /// "0108_01.png"
    let file: String
    let content: [UInt8]
    /// What a problem names.
    let place: URL
  }

  /// In the order of the archive, or of the folder. Not empty.
  let drawings: [Drawing]

  /// - Parameter source: a zip archive or a folder, with the official name (except for the ending).
  /// - Throws: `Problem` if it cannot be read or holds no drawing.
  init(of source: URL) throws {
    drawings = try InputFile.isFolder(source) ? Self.unpacked(source) : Self.zipped(source)
    guard !drawings.isEmpty else {
      throw Problem(
        "there are no drawings in it (\(source.deletingPathExtension().lastPathComponent)/ALPHABET/CHARACTER/DRAWING.png)",
        at: source.path, advice: "This is not the official archive, or unpacked only in part: download it again.")
    }
  }

  /// The archive or folder of that name in a directory, the archive first; nil if there is neither.
  static func source(named name: String, in directory: URL) -> URL? {
    [name + ".zip", name].map { directory.appendingPathComponent($0) }.first(where: InputFile.exists)
  }

  private static func zipped(_ archive: URL) throws -> [Drawing] {
    let folder = archive.deletingPathExtension().lastPathComponent
    /// Alphabet, character and file name; nil for all else that may lie in an archive.
    func parts(_ path: String) -> [String]? {
      let parts = path.split(separator: "/").map(String.init)
      let isDrawing =
        parts.count == 4 && parts[0] == folder && parts[3].hasSuffix(".png") && !parts.contains { $0.hasPrefix(".") }
      return isDrawing ? Array(parts.dropFirst()) : nil
    }
    func isDrawing(_ path: String) -> Bool { parts(path) != nil }
    var drawings: [Drawing] = []
    // Drawings have a few hundred bytes.
    try ZipReader(archive, largestFile: 1 << 20).forEachFile(where: isDrawing) { path, content in
      guard let parts = parts(path) else { return }
      drawings.append(
        Drawing(
          name: .init(alphabet: parts[0], character: parts[1]), file: parts[2], content: [UInt8](content),
          place: archive.appendingPathComponent(path)))
    }
    return drawings
  }

  private static func unpacked(_ folder: URL) throws -> [Drawing] {
    func subfolders(_ folder: URL) throws -> [URL] { try InputFile.entries(of: folder).filter(InputFile.isFolder) }
    return try subfolders(folder).flatMap { alphabet in
      try subfolders(alphabet).flatMap { character in
        try InputFile.entries(of: character).filter { $0.pathExtension == "png" }.map { file in
          Drawing(
            name: .init(alphabet: alphabet.lastPathComponent, character: character.lastPathComponent),
            file: file.lastPathComponent, content: [UInt8](try InputFile.contents(of: file)), place: file)
        }
      }
    }
  }
}
