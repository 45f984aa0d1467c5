import Foundation
import HebbSupport

/// By what others know that a worker is alive: it holds the lock of a file of its own as long as it lives.
struct SweepWorkerLock {
  /// `HOST-PROCESS-RANDOM`
  let name: String
  private let lock: FileLock

  init(_ folder: SweepFolder) throws {
    try folder.make(folder.workers)
    // The random part tells it from an earlier process with the same number.
    name = "\(Self.host)-\(getpid())-\(String(UInt32.random(in: 0 ... .max), radix: 36))"
    guard let lock = try FileLock(trying: Self.url(name, folder)) else {
      throw Problem("another worker has the name \(name)", at: folder.url.path, advice: "Run the command again.")
    }
    self.lock = lock
  }

  /// Nobody needs to know any more: its tasks are done or given back.
  func remove(from folder: SweepFolder) { try? FileManager.default.removeItem(at: Self.url(name, folder)) }

  static func isHeld(_ name: String, in folder: SweepFolder) -> Bool { FileLock.isHeld(url(name, folder)) }

  /// The workers that are alive.
  static func alive(in folder: SweepFolder) -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.workers.path)) ?? []
    return files.filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }
      .filter { isHeld($0, in: folder) }.sorted()
  }

  /// The numbers of the workers' processes on this machine.
  static func processes(in folder: SweepFolder) -> [Int32] {
    alive(in: folder).compactMap { name in
      guard name.hasPrefix(host + "-") else { return nil }
      return name.dropFirst(host.count + 1).split(separator: "-").first.flatMap { Int32($0) }
    }
  }

  /// This machine's name, without its domain.
  private static let host: String = {
    var bytes = [CChar](repeating: 0, count: 256)
    guard gethostname(&bytes, bytes.count - 1) == 0 else { return "localhost" }
    let name = String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return name.split(separator: ".").first.map(String.init) ?? "localhost"
  }()

  private static let suffix = ".lock"

  private static func url(_ name: String, _ folder: SweepFolder) -> URL {
    folder.workers.appendingPathComponent(name + suffix)
  }
}
