public import Foundation

/// A folder that strangers may look into: files in it can be read by names that cannot be trusted.
///
/// A file is opened folder by folder from the top down, and no step below it follows a symbolic link: whatever a name or a
/// link says, nothing outside is read, not even if a folder is replaced meanwhile.
public struct SealedFolder: Sendable {
  public let url: URL

  /// The largest file that is read unless another limit is given, in bytes.
  public static let fileLimit = 64 << 20

  public init(_ url: URL) { self.url = url }

  /// Whether a text is the name of one thing in a folder. Hidden ones are never handed out.
  public static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 255 && !text.hasPrefix(".") && !text.utf8.contains(0)
      && !text.utf8.contains(UInt8(ascii: "/"))
  }

  /// Whether a text is the path of something below the folder: names with "/" between them.
  public static func isPath(_ text: String) -> Bool {
    text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { isName(String($0)) }
  }

  /// A file's bytes; nil if there is none that may be read, or it is larger than the limit.
  public func read(_ path: String, limit: Int = fileLimit) -> Data? {
    guard let file = OpenFile(from: url, path), let stamp = file.stamp, stamp.isFile, stamp.size <= limit else {
      return nil
    }
    return file.contents(upTo: limit)
  }

  /// What tells one state of a file from the next; nil if there is none that may be read.
  public func stamp(_ path: String) -> FileStamp? {
    OpenFile(from: url, path)?.stamp.flatMap { $0.isFile ? $0 : nil }
  }

  public func holdsFile(_ path: String) -> Bool { OpenFile(from: url, path)?.stamp?.isFile ?? false }

  /// What is in the folder, or in one below it, sorted; hidden things and links are left out.
  ///
  /// - Parameter path: nil for the folder itself.
  public func names(_ path: String? = nil) -> [String] {
    guard let folder = OpenFile(from: url, path), folder.stamp?.isFile == false else { return [] }
    return folder.names().filter(Self.isName).sorted()
  }
}

/// When a file was written, and as what.
public struct FileStamp: Sendable, Equatable {
  let seconds: Int
  let nanoseconds: Int
  let size: Int
  let node: UInt64
  let isFile: Bool

  /// - Returns: nil for anything but files and folders.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    let kind = status.st_mode & S_IFMT
    guard kind == S_IFREG || kind == S_IFDIR else { return nil }
    #if os(Linux)
      (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    #else
      (seconds, nanoseconds) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
    #endif
    (size, node, isFile) = (Int(status.st_size), UInt64(status.st_ino), kind == S_IFREG)
  }
}
