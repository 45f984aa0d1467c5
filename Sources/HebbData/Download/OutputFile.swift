import Foundation
import HebbSupport

/// A file that is written from its end, piece by piece.
final class OutputFile: Sendable {
  private let url: URL
  private let descriptor: Int32

  /// - Parameter count: bytes at the beginning of an existing file that stay; the rest is cut off.
  /// - Throws: `Problem` if the file cannot be made or is not writable.
  init(_ url: URL, keepingBytes count: Int) throws {
    self.url = url
    descriptor = open(url.path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0, ftruncate(descriptor, off_t(count)) == 0, lseek(descriptor, 0, SEEK_END) >= 0 else {
      throw Self.failure("cannot create", url)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// - Throws: `Problem` if the disk is full or the file cannot be written to.
  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = systemWrite(descriptor, rest.baseAddress!, rest.count)
      guard count > 0 || (count < 0 && errno == EINTR) else { throw Self.failure("cannot write", url) }
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(max(count, 0)))
    }
  }

  /// Waits until everything written is on the disk.
  func sync() throws {
    guard fsync(descriptor) == 0 else { throw Self.failure("cannot sync", url) }
  }

  private static func failure(_ what: String, _ url: URL) -> Problem {
    let reason = errno
    return Problem(
      "\(what) the file: \(String(cString: strerror(reason)))", at: url.path,
      advice: reason == ENOSPC
        ? "Free some space on that disk and run the command again."
        : "Check that the folder exists and that you may write to it.")
  }
}

/// The system's `write`, under a name that the method above does not hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
