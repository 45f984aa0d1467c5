import Foundation
import HebbSupport

/// Held by the process that works on a run, so that no second one does, and so that others can tell a run that goes on
/// from one whose process was killed. The system lets go of it when the process ends, however it ends.
public final class RunLock: Sendable {
  private let lock: FileLock

  /// Takes the lock, and clears away what a killed process left half written.
  ///
  /// - Throws: `Problem` if another process holds it, or the folder cannot be written to.
  init(_ folder: RunFolder) throws {
    guard let lock = try FileLock(trying: folder.lock) else {
      throw Problem(
        "another process is working on this run", at: folder.url.path,
        advice: "Wait for it to end, or stop it with Ctrl-C; its work is saved.")
    }
    self.lock = lock
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)) ?? []
    where name.hasPrefix(".") && name.hasSuffix(".partial") {
      try? FileManager.default.removeItem(at: folder.url.appendingPathComponent(name))
    }
  }

  /// Whether a process, this one included, is working on a run.
  public static func isHeld(in folder: RunFolder) -> Bool { FileLock.isHeld(folder.lock) }
}
