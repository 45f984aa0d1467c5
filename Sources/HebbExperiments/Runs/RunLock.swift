import Foundation
import HebbSupport

/// Held by the process that works on a run, so that no second one does, and so that others can tell a run that goes on
/// from one whose process was killed. The system lets go of it when the process ends, however it ends.
public final class RunLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock, and clears away what a killed process left half written.
  ///
  /// - Throws: `Problem` if another process holds it, or the folder cannot be written to.
  init(_ folder: RunFolder) throws {
    descriptor = open(folder.lock.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw Problem(
        "the run's folder cannot be written to: \(String(cString: strerror(errno)))", at: folder.url.path,
        advice: "Check that the disk has space and that you may write there.")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw Problem(
        "another process is working on this run", at: folder.url.path,
        advice: "Wait for it to end, or stop it with Ctrl-C; its work is saved.")
    }
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)) ?? []
    where name.hasPrefix(".") && name.hasSuffix(".partial") {
      try? FileManager.default.removeItem(at: folder.url.appendingPathComponent(name))
    }
  }

  deinit { close(descriptor) }

  /// Whether a process, this one included, is working on a run.
  public static func isHeld(in folder: RunFolder) -> Bool {
    let descriptor = open(folder.lock.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0
  }
}
