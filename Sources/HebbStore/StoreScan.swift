import Foundation
import HebbExperiments

/// What lies in a store right now, as the file system tells it without any file being read.
struct StoreScan: Equatable {
  /// The runs by name, each with what changes when any of the files does that its summary is made from.
  let stamps: [String: RunStamp]

  /// Runs are folders with a `run.json`, in the store itself or among the trials of a sweep. Symbolic links are not
  /// followed: they could lead anywhere.
  init(_ store: URL) {
    var stamps: [String: RunStamp] = [:]
    Self.forEachFolder(in: store.path, flags: 0) { parent, name in
      if let stamp = RunStamp(folder: name, in: parent) {
        stamps[name] = stamp
      } else {
        Self.forEachFolder(in: "\(store.path)/\(name)/trials", flags: O_NOFOLLOW) { parent, trial in
          stamps["\(name)/trials/\(trial)"] = RunStamp(folder: trial, in: parent)
        }
      }
    }
    self.stamps = stamps
  }

  /// The folders within one, but for hidden ones, each with the descriptor of the folder that it is in.
  private static func forEachFolder(
    in path: String, flags: CInt, _ body: (_ parent: CInt, _ name: String) -> Void
  ) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags)
    guard descriptor >= 0 else { return }
    guard let stream = fdopendir(descriptor) else {
      close(descriptor)
      return
    }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      // Some file systems do not tell the kind of what they list.
      let kind = entry.pointee.d_type
      guard kind == DT_DIR || kind == DT_UNKNOWN else { continue }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
        name.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name.hasPrefix(".") || (kind == DT_UNKNOWN && !isFolder(name, in: descriptor)) { continue }
      body(descriptor, name)
    }
  }

  private static func isFolder(_ name: String, in parent: CInt) -> Bool {
    var status = stat()
    return fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

/// Which files a run's summary was made from: other ones have another stamp.
struct RunStamp: Hashable, CustomStringConvertible {
  private struct File: Hashable, CustomStringConvertible {
    private let seconds: Int
    private let nanoseconds: Int
    private let inode: UInt64

    /// Nil if there is no such file.
    init?(_ path: String, in parent: CInt) {
      var status = stat()
      guard fstatat(parent, path, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFREG
      else { return nil }
      #if canImport(Darwin)
        let time = status.st_mtimespec
      #else
        let time = status.st_mtim
      #endif
      // The inode, too: files are replaced whole, twice within a tick of the clock if need be.
      (seconds, nanoseconds, inode) = (time.tv_sec, time.tv_nsec, UInt64(status.st_ino))
    }

    var description: String { "\(seconds).\(nanoseconds).\(inode)" }
  }

  private let record: File
  private let metrics: File?
  private let labels: File?

  /// Nil if the folder is no run.
  init?(folder: String, in parent: CInt) {
    guard let record = File("\(folder)/run.json", in: parent) else { return nil }
    self.record = record
    metrics = File("\(folder)/metrics.jsonl", in: parent)
    labels = File("\(folder)/labels.json", in: parent)
  }

  /// As the index keeps it.
  var description: String {
    [record.description, metrics?.description ?? "", labels?.description ?? ""].joined(separator: " ")
  }
}
