import CArchive
import Foundation
import HebbSupport

/// Takes the expected files out of a tar archive, compressed or not.
///
/// Only members whose path is exactly an expected one are written, each to a name of ours: an archive cannot choose where
/// anything lands, so paths with `..`, absolute paths and links have no effect.
enum ArchiveUnpacker {
  /// Regular files in `archive_entry_filetype`; the header's macro has a cast that Swift does not import.
  private static let regularFile: UInt32 = 0o100000

  /// Unpacks into `destination/contents.folder`, which appears only when complete, in place of an older one.
  ///
  /// - Throws: `Problem` for a damaged archive, a missing member, or one that is not a regular file.
  static func unpack(_ archive: URL, _ contents: ArchiveContents, into destination: URL) throws {
    let folder = destination.appendingPathComponent(contents.folder)
    let temporary = destination.appendingPathComponent(".\(contents.folder).partial")
    try? FileManager.default.removeItem(at: temporary)
    do {
      try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
      try extract(archive, contents, into: temporary)
      try? FileManager.default.removeItem(at: folder)
      try AtomicFile.land(temporary, at: folder)
    } catch {
      try? FileManager.default.removeItem(at: temporary)
      throw error
    }
  }

  private static func extract(_ archive: URL, _ contents: ArchiveContents, into folder: URL) throws {
    let reader = archive_read_new()
    defer { archive_read_free(reader) }
    archive_read_support_filter_all(reader)
    archive_read_support_format_tar(reader)
    func damaged() -> Problem {
      Problem(
        "the archive cannot be read: \(archive_error_string(reader).map { String(cString: $0) } ?? "unknown error")",
        at: archive.path, advice: "Download it again.")
    }
    guard archive_read_open_filename(reader, archive.path, 1 << 18) == ARCHIVE_OK else { throw damaged() }

    var missing = Set(contents.files)
    var entry: OpaquePointer?
    while !missing.isEmpty {
      let status = archive_read_next_header(reader, &entry)
      guard status != ARCHIVE_EOF else { break }
      guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw damaged() }
      guard let name = expectedName(of: entry, among: missing, in: contents.folder) else { continue }
      guard UInt32(archive_entry_filetype(entry)) == regularFile, archive_entry_hardlink(entry) == nil else {
        throw Problem(
          "\(contents.folder)/\(name) is not a regular file in the archive", at: archive.path,
          advice: "This is not the official archive: remove it and download it again.")
      }
      try copyData(of: reader, to: folder.appendingPathComponent(name), orThrow: damaged)
      missing.remove(name)
    }
    guard missing.isEmpty else {
      throw Problem(
        "the archive lacks " + missing.sorted().map { "\(contents.folder)/\($0)" }.joined(separator: ", "),
        at: archive.path, advice: "This is not the official archive: remove it and download it again.")
    }
  }

  /// The name of the expected file that this member is; nil for all others.
  private static func expectedName(of entry: OpaquePointer?, among names: Set<String>, in folder: String) -> String? {
    guard let path = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry) else { return nil }
    let text = String(cString: path)
    let relative = text.hasPrefix("./") ? String(text.dropFirst(2)) : text
    return names.first { relative == "\(folder)/\($0)" }
  }

  private static func copyData(of reader: OpaquePointer?, to file: URL, orThrow damaged: () -> Problem) throws {
    let output = try OutputFile(file, keepingBytes: 0)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = archive_read_data(reader, &buffer, buffer.count)
      guard count >= 0 else { throw damaged() }
      guard count > 0 else { break }
      try buffer.withUnsafeBytes { try output.write(.init(rebasing: $0.prefix(count))) }
    }
    try output.sync()
  }
}
