public import Foundation

/// A file in memory, loaded page by page as it is read; unmapped when the last reference goes.
///
/// `@unchecked Sendable`: written only by the one that created it, before it is shared, and read-only from then on.
public final class MappedFile: @unchecked Sendable {
  public let bytes: UnsafeMutableRawBufferPointer
  private let descriptor: Int32

  /// Maps an existing file for reading; nil when it does not exist, is empty or cannot be read.
  public init?(reading url: URL) {
    let descriptor = open(url.path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size > 0,
      let memory = mmap(nil, Int(status.st_size), PROT_READ, MAP_SHARED, descriptor, 0), memory != MAP_FAILED
    else {
      close(descriptor)
      return nil
    }
    bytes = UnsafeMutableRawBufferPointer(start: memory, count: Int(status.st_size))
    self.descriptor = descriptor
  }

  /// Creates a file of `length` zeros, all its space reserved, and maps it for writing.
  ///
  /// Without the reservation a full disk would show as a signal in the middle of a computation.
  ///
  /// - Throws: `Problem` with the system's reason; nothing is left behind.
  public init(creating url: URL, length: Int) throws {
    let descriptor = open(url.path, O_RDWR | O_CREAT | O_EXCL, 0o644)
    guard descriptor >= 0 else { throw Self.failure("cannot create", url, errno) }
    let error = Self.reserve(descriptor, length)
    let memory = error == 0 ? mmap(nil, length, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0) : nil
    guard let memory, memory != MAP_FAILED else {
      let problem = Self.failure("cannot reserve \(length >> 20) MiB for", url, error == 0 ? errno : error)
      close(descriptor)
      unlink(url.path)
      throw problem
    }
    bytes = UnsafeMutableRawBufferPointer(start: memory, count: length)
    self.descriptor = descriptor
  }

  deinit {
    munmap(bytes.baseAddress, bytes.count)
    close(descriptor)
  }

  /// Brings what was written to the disk, and forbids further writing.
  public func seal(_ url: URL) throws {
    guard msync(bytes.baseAddress, bytes.count, MS_SYNC) == 0, fsync(descriptor) == 0 else {
      throw Self.failure("cannot sync", url, errno)
    }
    mprotect(bytes.baseAddress, bytes.count, PROT_READ)
  }

  /// Returns 0 or an error number.
  private static func reserve(_ descriptor: Int32, _ length: Int) -> Int32 {
    #if canImport(Darwin)
      var request = fstore_t(
        fst_flags: UInt32(F_ALLOCATEALL), fst_posmode: F_PEOFPOSMODE, fst_offset: 0, fst_length: off_t(length),
        fst_bytesalloc: 0)
      guard fcntl(descriptor, F_PREALLOCATE, &request) != -1, ftruncate(descriptor, off_t(length)) == 0 else {
        return errno
      }
      return 0
    #else
      return posix_fallocate(descriptor, 0, off_t(length))
    #endif
  }

  private static func failure(_ what: String, _ url: URL, _ reason: Int32) -> Problem {
    Problem(
      "\(what) \(url.path): \(String(cString: strerror(reason)))",
      advice: reason == ENOSPC
        ? "Free some space on that disk, or choose another cache folder."
        : "Check that you may write to that folder, or choose another cache folder.")
  }
}
