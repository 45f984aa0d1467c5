import Foundation
import HebbSupport

/// Room for the features of a whole data set: in memory if that is free, otherwise in a file that is mapped.
///
/// `@unchecked Sendable`: a parallel region hands each worker a disjoint range.
final class FeatureMemory: @unchecked Sendable {
  let halves: UnsafeMutablePointer<UInt16>
  private let byteCount: Int
  /// Nil if the features are in memory.
  private let file: MappedFile?

  /// - Parameters:
  ///   - count: values of 16 bits.
  ///   - available: bytes of memory that may be used.
  ///   - folder: where a file goes if these do not suffice; it has no name there and is gone with this object.
  /// - Throws: `Problem` if there is room in neither.
  init(count: Int, available: Int = availableMemory, folder: URL = FileManager.default.temporaryDirectory)
    throws(Problem)
  {
    byteCount = max(count, 1) * MemoryLayout<UInt16>.stride
    if byteCount <= available, let memory = Self.map(byteCount) {
      file = nil
      halves = memory.bindMemory(to: UInt16.self, capacity: count)
      return
    }
    let url = folder.appendingPathComponent("hebb-features-\(UUID().uuidString)")
    do {
      let file = try MappedFile(creating: url, length: byteCount)
      unlink(url.path)
      guard let start = file.bytes.baseAddress else { throw Problem("nothing is mapped") }
      self.file = file
      halves = start.bindMemory(to: UInt16.self, capacity: count)
    } catch {
      throw Problem(
        "there is no room for \(byteCount >> 20) MiB of features, neither in memory nor in \(folder.path)",
        at: "readout",
        advice: "Free some space there or name another folder by TMPDIR, or let the network pass on fewer values.")
    }
  }

  deinit { if file == nil { munmap(halves, byteCount) } }

  private static func map(_ byteCount: Int) -> UnsafeMutableRawPointer? {
    guard let memory = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0),
      memory != MAP_FAILED
    else { return nil }
    #if os(Linux)
      // Rows are read in random order: with small pages, every one would miss the translation buffer several times.
      madvise(memory, byteCount, MADV_HUGEPAGE)
    #endif
    return memory
  }

  /// Bytes of memory that can be used without pushing other programs out: four fifths of what is free, within what a
  /// container may use; half of all memory where the system does not tell.
  static var availableMemory: Int {
    func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }
    func number(_ path: String) -> Int? {
      text(path).flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
    guard
      let line = text("/proc/meminfo")?.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
      let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
    else { return Int(ProcessInfo.processInfo.physicalMemory / 2) }
    var free = kilobytes * 1024
    if let most = number("/sys/fs/cgroup/memory.max"), let used = number("/sys/fs/cgroup/memory.current") {
      free = min(free, max(0, most - used))
    }
    return free / 5 * 4
  }
}
