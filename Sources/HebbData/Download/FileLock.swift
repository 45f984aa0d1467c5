import Foundation
import HebbSupport

/// An advisory lock between processes, and between tasks of one process; released when this object goes away, or when
/// the process ends in whatever way.
final class FileLock: Sendable {
  private let descriptor: Int32

  /// Waits until the lock is free.
  ///
  /// - Parameter file: created if needed and left there (removing it would let two processes lock two different files).
  /// - Throws: `Problem` if the file cannot be made or locked; `CancellationError` if the task is cancelled meanwhile.
  init(_ file: URL) async throws {
    descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Self.failure("cannot create the lock file", file) }
    // Polling keeps the thread free for other tasks, where a blocking `flock` would hold it.
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw Self.failure("cannot lock", file) }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  private static func failure(_ what: String, _ file: URL) -> Problem {
    Problem(
      "\(what): \(String(cString: strerror(errno)))", at: file.path, advice: "Check that you may write to that folder.")
  }
}
