public import Foundation
import HebbSupport

/// Downloads the official files of data sets.
///
/// A file appears under its final name only when it is complete, has the pinned SHA-256 and is on the disk. What an
/// interrupted download leaves behind (`<name>.partial`) is continued by the next one. Several processes may fetch the
/// same data set at once: a lock in the folder lets one work while the others wait, and these then find it done.
public struct Downloader: Sendable {
  /// A server that keeps breaking off is asked again while each connection brings something, up to this many times.
  private static let attempts = 20

  public init() {}

  /// Downloads what is missing of a data set, and unpacks archives (which are then removed).
  ///
  /// - Parameters:
  ///   - folder: created if needed; usually `DataFolders.cache(for:)`.
  ///   - mirror: the address of a folder that has the files under their official names, instead of the official one.
  ///   - progress: called on an arbitrary thread, whenever bytes have arrived.
  /// - Throws: `Problem` naming the file, its address and what to do; `CancellationError`.
  public func fetch(
    _ entry: DatasetEntry, into folder: URL, mirror: URL? = nil,
    progress: @escaping @Sendable (DownloadProgress) -> Void = { _ in }
  ) async throws {
    try createFolder(folder)
    let lock = try await FileLock.polling(for: folder.appendingPathComponent(".lock"))
    defer { withExtendedLifetime(lock) {} }

    var done = 0
    for file in entry.files {
      let (total, before) = (entry.downloadSize, done)
      let report: @Sendable (Int) -> Void = { bytes in
        progress(DownloadProgress(file: file.name, bytes: before + bytes, total: total))
      }
      try await fetch(file, of: entry, into: folder, mirror: mirror, report)
      done += file.size
      report(file.size)
    }
  }

  private func fetch(
    _ file: RemoteFile, of entry: DatasetEntry, into folder: URL, mirror: URL?,
    _ report: @escaping @Sendable (Int) -> Void
  ) async throws {
    if let archive = file.archive, isUnpacked(archive, in: folder) { return }
    let final = folder.appendingPathComponent(file.name)
    if try !isIntact(final, file) {
      let address = mirror?.appendingPathComponent(file.name) ?? file.address
      let partial = PartialFile(for: file.name, in: folder)
      try await transfer(file, from: address, to: partial, named: entry.name, report)
      try verify(partial, file, from: address)
      try partial.land(at: final)
    }
    if let archive = file.archive {
      try ArchiveUnpacker.unpack(final, archive, into: folder)
      try? FileManager.default.removeItem(at: final)
    }
  }

  /// Asks until the partial file has the full size.
  private func transfer(
    _ file: RemoteFile, from address: URL, to partial: PartialFile, named name: String,
    _ report: @escaping @Sendable (Int) -> Void
  ) async throws {
    if partial.size > file.size { partial.remove() }
    var reason = "no progress"
    for _ in 0..<Self.attempts where partial.size < file.size {
      let before = partial.size
      switch try await Transfer.run(address, to: partial, size: file.size, progress: report) {
      case .complete: return
      case .cannotResume where before > 0: partial.remove()
      case .cannotResume: throw interrupted(file, address, partial, "the server answers with a part of the file", name)
      case .interrupted(let why):
        reason = why
        guard partial.size > before else { throw interrupted(file, address, partial, why, name) }
      }
    }
    guard partial.size == file.size else { throw interrupted(file, address, partial, reason, name) }
  }

  private func interrupted(
    _ file: RemoteFile, _ address: URL, _ partial: PartialFile, _ reason: String, _ name: String
  ) -> Problem {
    let progress = partial.size > 0 ? " after \(partial.size) of \(file.size) bytes" : ""
    let resuming = partial.size > 0 ? " to continue" : ""
    return Problem(
      "\(file.name) could not be downloaded\(progress): \(reason)", at: address.absoluteString,
      advice: """
        Check the network and run `hebb data fetch \(name)` again\(resuming). \
        Or get the file by other means, \(file.archive == nil ? "" : "unpack it, ")and give its folder with --data DIR.
        """)
  }

  private func verify(_ partial: PartialFile, _ file: RemoteFile, from address: URL) throws {
    let found = try FileDigest.sha256(of: partial.url)
    guard found == file.sha256 else {
      partial.remove()
      throw Problem(
        "\(file.name) arrived with the wrong content and was removed: SHA-256 is \(found), expected \(file.sha256)",
        at: address.absoluteString,
        advice: "Run the command again; if it happens again, the file at that address is not the official one.")
    }
  }

  private func isUnpacked(_ archive: ArchiveContents, in folder: URL) -> Bool {
    let unpacked = folder.appendingPathComponent(archive.folder)
    return archive.files.allSatisfy { InputFile.exists(unpacked.appendingPathComponent($0)) }
  }

  private func isIntact(_ url: URL, _ file: RemoteFile) throws -> Bool {
    try InputFile.exists(url) && FileDigest.sha256(of: url) == file.sha256
  }

  private func createFolder(_ folder: URL) throws {
    do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
      throw Problem(
        "the download folder cannot be made: \(error.localizedDescription)", at: folder.path,
        advice: "Check that you may write there, or set XDG_CACHE_HOME to another folder.")
    }
  }
}
