import Foundation

/// Which folder and which index a store is made of, so that one that was deleted or replaced is told from the one that
/// was opened.
struct StoreIdentity: Equatable {
  private struct Node: Equatable {
    let device: UInt64
    let number: UInt64

    /// - Returns: nil if there is nothing.
    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      (device, number) = (UInt64(truncatingIfNeeded: status.st_dev), UInt64(truncatingIfNeeded: status.st_ino))
    }
  }

  private let folder: Node?
  /// An index that is open keeps its number from being given to another file.
  private let index: Node?

  init(_ store: URL) {
    (folder, index) = (Node(store.path), Node(store.path + "/index.sqlite"))
  }

  var exists: Bool { folder != nil }
}
