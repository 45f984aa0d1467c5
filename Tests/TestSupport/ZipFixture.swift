import CArchive
public import Foundation
import Testing

/// Makes zip archives.
public enum ZipFixture {
  /// - Parameter files: path and content; a path that ends in "/" is a folder.
  public static func write(_ files: [(path: String, content: [UInt8])], to url: URL) throws {
    let writer = archive_write_new()
    defer { archive_write_free(writer) }
    archive_write_set_format_zip(writer)
    try #require(archive_write_open_filename(writer, url.path) == ARCHIVE_OK)
    for (path, content) in files {
      let entry = archive_entry_new()
      defer { archive_entry_free(entry) }
      archive_entry_set_perm(entry, 0o755)
      archive_entry_set_pathname(entry, path)
      archive_entry_set_filetype(entry, path.hasSuffix("/") ? 0o040000 : 0o100000)
      archive_entry_set_size(entry, Int64(content.count))
      try #require(archive_write_header(writer, entry) == ARCHIVE_OK)
      if !content.isEmpty { try #require(archive_write_data(writer, content, content.count) == content.count) }
    }
    try #require(archive_write_close(writer) == ARCHIVE_OK)
  }
}
