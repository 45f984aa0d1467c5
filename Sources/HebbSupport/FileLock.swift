public import Foundation

/// A lock that one process at a time holds; the system lets go of it when the process ends, however it ends.
///
/// It is `flock`. On file systems over the network Linux keeps it at the server, so that it holds between machines, too:
/// NFS does so by itself, Lustre if it is mounted with the option `flock`.
public final class FileLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock if it is free, and makes its file if there is none.
  ///
  /// - Returns: nil if another process holds it.
  /// - Throws: `Problem` with the system's reason if the file cannot be written to or the file system has no locks.
  public convenience init?(trying url: URL) throws {
    try self.init(url, LOCK_EX | LOCK_NB)
  }

  /// Takes the lock as soon as it is free.
  ///
  /// - Throws: as above.
  public static func waiting(for url: URL) throws -> FileLock {
    while true {
      if let lock = try FileLock(url, LOCK_EX) { return lock }
    }
  }

  /// Takes the lock as soon as it is free, and leaves the thread to other tasks meanwhile.
  ///
  /// - Throws: as above; `CancellationError` if the task is cancelled.
  public static func polling(for url: URL) async throws -> FileLock {
    while true {
      if let lock = try FileLock(trying: url) { return lock }
      try await Task.sleep(for: .milliseconds(100))
    }
  }

  private init?(_ url: URL, _ operation: Int32) throws {
    descriptor = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Problem(
        "the folder cannot be written to: \(String(cString: strerror(errno)))",
        at: url.deletingLastPathComponent().path, advice: "Check that the disk has space and that you may write there.")
    }
    var patience = 5
    while flock(descriptor, operation) != 0 {
      let reason = errno
      if reason == EINTR { continue }
      if reason == EWOULDBLOCK, patience > 0 {
        // Whoever only asks whether the lock is held has it for an instant.
        patience -= 1
        usleep(2000)
        continue
      }
      close(descriptor)
      guard reason != EWOULDBLOCK else { return nil }
      throw Problem(
        "this file system has no locks: \(String(cString: strerror(reason)))", at: url.path,
        advice: "Choose a store on another one; Lustre has them if it is mounted with the option flock.")
    }
  }

  deinit { Self.release(descriptor) }

  /// A process that is being started has all files of this one for a moment, and their locks with them: closing alone would
  /// leave the lock to it.
  private static func release(_ descriptor: Int32) {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Whether a process, this one included, holds the lock of a file.
  public static func isHeld(_ url: URL) -> Bool {
    let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { release(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0
  }
}
