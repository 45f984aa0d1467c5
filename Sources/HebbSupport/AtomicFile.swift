public import Foundation

/// Writes whole files so that a reader, a crash or a full disk never leaves half of one under its final name.
public enum AtomicFile {
  /// Writes to a temporary name in the same folder, syncs it to disk, and renames it over `url`.
  ///
  /// - Parameter synced: whether the file must outlast a loss of power, which costs some milliseconds.
  /// - Throws: `Problem` naming the file and the system's reason; the old file, if any, is then untouched.
  public static func write(_ data: Data, to url: URL, synced: Bool = true) throws {
    let temporary = url.deletingLastPathComponent()
      .appendingPathComponent(".\(url.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).partial")
    let descriptor = open(temporary.path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    guard descriptor >= 0 else { throw failure("cannot create", url) }
    do {
      defer { close(descriptor) }
      try data.withUnsafeBytes { bytes in
        var written = 0
        while written < bytes.count {
          let count = systemWrite(descriptor, bytes.baseAddress! + written, bytes.count - written)
          guard count > 0 || (count < 0 && errno == EINTR) else { throw failure("cannot write", url) }
          written += max(count, 0)
        }
      }
      guard !synced || fsync(descriptor) == 0 else { throw failure("cannot sync", url) }
    } catch {
      unlink(temporary.path)
      throw error
    }
    try land(temporary, at: url, synced: synced)
  }

  /// Renames a finished temporary file to its final name, and syncs the folder so that the name survives a crash.
  public static func land(_ temporary: URL, at url: URL, synced: Bool = true) throws {
    guard rename(temporary.path, url.path) == 0 else {
      let problem = failure("cannot rename a finished file to", url)
      unlink(temporary.path)
      throw problem
    }
    guard synced else { return }
    let folder = open(url.deletingLastPathComponent().path, O_RDONLY)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  private static func failure(_ what: String, _ url: URL) -> Problem {
    let reason = errno
    var problem = Problem(
      "\(what) \(url.path): \(String(cString: strerror(reason)))",
      advice: reason == ENOSPC
        ? "Free some space on that disk."
        : "Check that the folder exists and that you may write to it.")
    problem.isFromDisk = true
    return problem
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
