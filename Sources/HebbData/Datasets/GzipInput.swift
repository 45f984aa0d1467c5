import CZlib
import Foundation
import HebbSupport

/// Sequential reading of a file that may be compressed with gzip: zlib recognises it by its first two bytes and passes
/// everything else through.
final class GzipInput {
  private let file: URL
  private let stream: gzFile

  /// - Throws: `Problem` if the file is missing or cannot be opened.
  init(_ file: URL) throws {
    guard let stream = gzopen(file.path, "rb") else {
      throw Problem(
        "the file cannot be opened: \(String(cString: strerror(errno)))", at: file.path,
        advice: "Check that it exists and that you may read it.")
    }
    gzbuffer(stream, 1 << 18)
    (self.file, self.stream) = (file, stream)
  }

  deinit { gzclose(stream) }

  /// Reads up to `count` bytes; fewer only at the end of the file.
  ///
  /// - Throws: `Problem` if the compressed data is damaged or ends early.
  func read(_ count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let read = gzread(stream, buffer.baseAddress! + filled, UInt32(min(count - filled, 1 << 30)))
        guard read > 0 else { break }
        filled += Int(read)
      }
      var code = Z_OK
      let message = gzerror(stream, &code)
      // At the end of a compressed file that was cut off, zlib reports Z_BUF_ERROR.
      guard code == Z_OK || code == Z_STREAM_END else {
        throw Problem(
          "the compressed file is damaged or truncated: \(message.map { String(cString: $0) } ?? "zlib error \(code)")",
          at: file.path, advice: "Download the file again.")
      }
    }
  }
}
