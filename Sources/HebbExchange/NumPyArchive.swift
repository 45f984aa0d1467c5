import CArchive
public import Foundation
import HebbSupport
public import HebbTensor

/// Several named arrays in one file (.npz): a zip archive of .npy files, as `numpy.savez` writes it.
public enum NumPyArchive {
  /// The bytes of an archive, not compressed; the same for equal contents.
  public static func encode(_ tensors: [String: Tensor]) throws -> Data {
    let files = tensors.sorted { $0.key < $1.key }.map { (name: "\($0.key).npy", content: NumPyArray.encode($0.value)) }
    // What the format adds to a file: two headers with its name, and some fields.
    let capacity = files.reduce(65_536) { $0 + $1.content.count + 2 * $1.name.utf8.count + 1024 }
    var archive = Data(count: capacity)
    var used = 0
    let writer = archive_write_new()
    defer { archive_write_free(writer) }
    func check(_ status: Int32) throws {
      guard status >= ARCHIVE_WARN else {
        let reason = archive_error_string(writer).map { String(cString: $0) } ?? "unknown error"
        throw Problem("the arrays cannot be put into a zip archive: \(reason)", advice: "Write a safetensors file.")
      }
    }
    try archive.withUnsafeMutableBytes { memory in
      try check(archive_write_set_format_zip(writer))
      try check(archive_write_zip_set_compression_store(writer))
      try check(archive_write_set_bytes_in_last_block(writer, 1))
      try check(archive_write_open_memory(writer, memory.baseAddress, capacity, &used))
      for (name, content) in files {
        let entry = archive_entry_new()
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname(entry, name)
        archive_entry_set_size(entry, Int64(content.count))
        archive_entry_set_filetype(entry, 0o100000)
        archive_entry_set_perm(entry, 0o644)
        archive_entry_set_mtime(entry, 315_532_800, 0)  // 1980: zip knows no earlier time, and none keeps files equal
        try check(archive_write_header(writer, entry))
        let written = content.withUnsafeBytes { archive_write_data(writer, $0.baseAddress, $0.count) }
        guard written == content.count else {
          try check(Int32(min(written, Int(ARCHIVE_FATAL))))
          continue
        }
      }
      try check(archive_write_close(writer))
    }
    return archive.prefix(used)
  }

  /// Writes an archive whole or not at all.
  public static func write(_ tensors: [String: Tensor], to url: URL) throws {
    try AtomicFile.write(encode(tensors), to: url)
  }

  /// All arrays of an archive, compressed or not.
  ///
  /// - Throws: `Problem` if the file is missing, damaged or no such archive, or holds something else than numbers.
  public static func read(_ url: URL) throws -> [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    try ZipReader(url, remedy: "save it again with numpy.savez").forEachFile { path, content in
      let name = path.hasSuffix(".npy") ? String(path.dropLast(4)) : path
      tensors[name] = try NumPyArray.decode(content, place: "\(url.path), \(path)")
    }
    return tensors
  }
}
