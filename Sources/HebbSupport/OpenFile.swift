import Foundation

/// An open file or folder within a sealed one; closed when it is let go of.
final class OpenFile {
  private let number: Int32

  /// Opens what a path leads to, without following a link on any step below the root.
  ///
  /// - Parameter path: nil for the root itself.
  /// - Returns: nil if it is not there, a part of the path is no name, or a step is a link.
  init?(from root: URL, _ path: String?) {
    guard path.map(SealedFolder.isPath) ?? true else { return nil }
    var current = open(root.path, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    for name in (path ?? "").split(separator: "/") where current >= 0 {
      // A pipe would otherwise keep us waiting for its other end.
      let next = openat(current, String(name), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      close(current)
      current = next
    }
    guard current >= 0 else { return nil }
    number = current
  }

  deinit { close(number) }

  var stamp: FileStamp? { FileStamp(descriptor: number) }

  /// - Returns: nil if it cannot be read, or has grown beyond the limit.
  func contents(upTo limit: Int) -> Data? {
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(number, &buffer, buffer.count)
      guard count >= 0 else {
        if errno == EINTR { continue }
        return nil
      }
      guard count > 0 else { return data }
      data.append(contentsOf: buffer[..<count])
      guard data.count <= limit else { return nil }
    }
  }

  /// What is in a folder, in no order, links left out.
  func names() -> [String] {
    // Reading a folder moves the descriptor's position, and ends with closing it.
    let copy = openat(number, ".", O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard copy >= 0 else { return [] }
    guard let stream = fdopendir(copy) else {
      close(copy)
      return []
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      guard entry.pointee.d_type != DT_LNK else { continue }
      withUnsafePointer(to: &entry.pointee.d_name) { name in
        let capacity = MemoryLayout.size(ofValue: name.pointee)
        names.append(name.withMemoryRebound(to: CChar.self, capacity: capacity) { String(cString: $0) })
      }
    }
    return names
  }
}
