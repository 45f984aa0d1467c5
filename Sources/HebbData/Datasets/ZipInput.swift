import CArchive
import Foundation
import HebbSupport

/// Reading the files in a zip archive into memory.
enum ZipInput {
  /// Files in an archive of drawings have a few hundred bytes; a damaged or hostile one may claim, or unpack to, any size.
  static let largestFile = 1 << 20

  /// Calls `body` with the path and the content of every file whose path is wanted, in the order of the archive.
  ///
  /// - Throws: `Problem` if the archive is missing, is none, is truncated or damaged (contents are checked by their
  ///   CRC-32), or a wanted file is larger than `largestFile`; what `body` throws.
  static func forEachFile(
    in archive: URL, where isWanted: (String) -> Bool, _ body: (_ path: String, _ content: [UInt8]) throws -> Void
  ) throws {
    guard InputFile.exists(archive) else {
      throw Problem("the archive is missing", at: archive.path, advice: "Check the path, or restore the file.")
    }
    let reader = archive_read_new()
    defer { archive_read_free(reader) }
    // The archive's directory is at its end, so that a truncated file is noticed before anything is read from it.
    archive_read_support_format_zip_seekable(reader)
    func damaged() -> Problem {
      Problem(
        "the zip archive cannot be read: "
          + (archive_error_string(reader).map { String(cString: $0) } ?? "unknown error"),
        at: archive.path, advice: "It is truncated, damaged or no zip archive: download it again.")
    }
    guard archive_read_open_filename(reader, archive.path, 1 << 16) == ARCHIVE_OK else { throw damaged() }

    var entry: OpaquePointer?
    while true {
      let status = archive_read_next_header(reader, &entry)
      guard status != ARCHIVE_EOF else { return }
      guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw damaged() }
      guard let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry) else { continue }
      let path = String(cString: name)
      guard !path.hasSuffix("/"), isWanted(path) else { continue }
      try body(path, try content(reader, of: archive.appendingPathComponent(path), orThrow: damaged))
    }
  }

  private static func content(_ reader: OpaquePointer?, of place: URL, orThrow damaged: () -> Problem) throws -> [UInt8]
  {
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = archive_read_data(reader, &buffer, buffer.count)
      guard count >= 0 else { throw damaged() }
      guard count > 0 else { return content }
      content += buffer.prefix(count)
      guard content.count <= largestFile else {
        throw Problem(
          "this file in the archive is larger than \(largestFile) bytes", at: place.path,
          advice: "This is not the official archive: remove it and download it again.")
      }
    }
  }
}
