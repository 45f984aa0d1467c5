import Foundation
import HebbSupport

/// The SHA-256 of files of any size, read piece by piece.
enum FileDigest {
  /// 64 lowercase hexadecimal digits.
  ///
  /// - Throws: `Problem` if the file cannot be read.
  static func sha256(of file: URL) throws -> String {
    do {
      let handle = try FileHandle(forReadingFrom: file)
      defer { try? handle.close() }
      var digest = SHA256Digest()
      while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
        piece.withUnsafeBytes { digest.update($0) }
      }
      return digest.finalize()
    } catch {
      throw Problem(
        "the file cannot be read: \(error.localizedDescription)", at: file.path, advice: "Check that you may read it.")
    }
  }
}
