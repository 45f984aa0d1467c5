import Foundation
import HebbExperiments

/// What lies in a store right now, as the file system tells it without any file being read.
struct StoreScan {
  /// The runs by name, each with a stamp that changes when any of the files does that its summary is made from.
  let stamps: [String: String]

  /// Runs are folders with a `run.json`, in the store itself or among the trials of a sweep. Symbolic links are not
  /// followed: they could lead anywhere.
  init(_ store: URL) {
    var stamps: [String: String] = [:]
    for name in Self.folders(in: store.path) {
      let path = store.path + "/" + name
      if let stamp = Self.stamp(path) {
        stamps[name] = stamp
      } else if Self.isFolder(path + "/trials") {
        for trial in Self.folders(in: path + "/trials") {
          stamps["\(name)/trials/\(trial)"] = Self.stamp("\(path)/trials/\(trial)")
        }
      }
    }
    self.stamps = stamps
  }

  private static func folders(in path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter {
      !$0.hasPrefix(".") && isFolder("\(path)/\($0)")
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Nil if the folder is no run.
  private static func stamp(_ folder: String) -> String? {
    func stamp(_ file: String) -> String? {
      var status = stat()
      guard lstat("\(folder)/\(file)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
      #if canImport(Darwin)
        let time = status.st_mtimespec
      #else
        let time = status.st_mtim
      #endif
      // The inode, too: files are replaced whole, twice within a tick of the clock if need be.
      return "\(time.tv_sec).\(time.tv_nsec).\(status.st_ino)"
    }
    guard let record = stamp("run.json") else { return nil }
    return [record, stamp("metrics.jsonl") ?? "", stamp("labels.json") ?? ""].joined(separator: " ")
  }
}
