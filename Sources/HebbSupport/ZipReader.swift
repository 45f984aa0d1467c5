import CArchive
public import Foundation

/// Reading the files in a zip archive into memory.
public struct ZipReader {
  let archive: URL
  /// More than this is not unpacked: a damaged or hostile archive may claim, or unpack to, any size.
  let largestFile: Int
  /// What to do about a damaged archive.
  let remedy: String

  public init(_ archive: URL, largestFile: Int = .max, remedy: String = "download it again") {
    (self.archive, self.largestFile, self.remedy) = (archive, largestFile, remedy)
  }

  /// Calls `body` with the path and the content of every file whose path is wanted, in the order of the archive.
  ///
  /// - Throws: `Problem` if the archive is missing, is none, is truncated or damaged (contents are checked by their
  ///   CRC-32), or a wanted file is larger than `largestFile`; what `body` throws.
  public func forEachFile(
    where isWanted: (String) -> Bool = { _ in true }, _ body: (_ path: String, _ content: Data) throws -> Void
  ) throws {
    guard FileManager.default.fileExists(atPath: archive.path) else {
      throw Problem("the archive is missing", at: archive.path, advice: "Check the path, or restore the file.")
    }
    let reader = archive_read_new()
    defer { archive_read_free(reader) }
    // The archive's directory is at its end, so that a truncated file is noticed before anything is read from it.
    archive_read_support_format_zip_seekable(reader)
    guard archive_read_open_filename(reader, archive.path, 1 << 16) == ARCHIVE_OK else { throw damage(reader) }

    var entry: OpaquePointer?
    while true {
      let status = archive_read_next_header(reader, &entry)
      guard status != ARCHIVE_EOF else { return }
      guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw damage(reader) }
      guard let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry) else { continue }
      let path = String(cString: name)
      guard !path.hasSuffix("/"), isWanted(path) else { continue }
      try body(path, try content(reader, of: path))
    }
  }

  private func content(_ reader: OpaquePointer?, of path: String) throws -> Data {
    var content = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = archive_read_data(reader, &buffer, buffer.count)
      guard count >= 0 else { throw damage(reader) }
      guard count > 0 else { return content }
      content += buffer.prefix(count)
      guard content.count <= largestFile else {
        throw Problem(
          "this file in the archive is larger than \(largestFile) bytes", at: archive.appendingPathComponent(path).path,
          advice: "This is not the file that it should be: \(remedy).")
      }
    }
  }

  private func damage(_ reader: OpaquePointer?) -> Problem {
    let reason = archive_error_string(reader).map { String(cString: $0) } ?? "it is no zip archive"
    return Problem(
      "the zip archive cannot be read: \(reason)", at: archive.path,
      advice: "It is truncated, damaged or no zip archive: \(remedy).")
  }
}
