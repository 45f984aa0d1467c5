import CArchive
import Foundation
import Testing

/// Makes tar.gz archives, also ones that nobody should trust.
enum TarArchive {
  enum Member {
    case file(String, [UInt8])
    case folder(String)
    case symbolicLink(String, to: String)
    case hardLink(String, to: String)
  }

  static func write(_ members: [Member], to url: URL) throws {
    let writer = archive_write_new()
    defer { archive_write_free(writer) }
    archive_write_add_filter_gzip(writer)
    archive_write_set_format_pax_restricted(writer)
    try #require(archive_write_open_filename(writer, url.path) == ARCHIVE_OK)
    for member in members {
      let entry = archive_entry_new()
      defer { archive_entry_free(entry) }
      var content: [UInt8] = []
      archive_entry_set_perm(entry, 0o644)
      switch member {
      case .file(let path, let bytes):
        content = bytes
        archive_entry_set_pathname(entry, path)
        archive_entry_set_filetype(entry, 0o100000)
        archive_entry_set_size(entry, Int64(bytes.count))
      case .folder(let path):
        archive_entry_set_pathname(entry, path)
        archive_entry_set_filetype(entry, 0o040000)
      case .symbolicLink(let path, let target):
        archive_entry_set_pathname(entry, path)
        archive_entry_set_filetype(entry, 0o120000)
        archive_entry_set_symlink(entry, target)
      case .hardLink(let path, let target):
        archive_entry_set_pathname(entry, path)
        archive_entry_set_filetype(entry, 0o100000)
        archive_entry_set_hardlink(entry, target)
      }
      try #require(archive_write_header(writer, entry) == ARCHIVE_OK)
      try #require(archive_write_data(writer, content, content.count) == content.count)
    }
    try #require(archive_write_close(writer) == ARCHIVE_OK)
  }
}
