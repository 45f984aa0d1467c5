import Foundation

/// A folder that Hebb writes to: whether it can, and how much fits.
public struct FolderStatus: Sendable, Equatable, Encodable {
  public let path: String
  public let exists: Bool
  /// Whether files can be written there, or, if it does not exist yet, whether it can be made.
  public let isWritable: Bool
  /// Bytes that are free on its disk; nil if the system does not say.
  public let freeBytes: Int?

  private enum CodingKeys: String, CodingKey {
    case path, exists
    case isWritable = "writable"
    case freeBytes
  }

  /// Looks, and changes nothing.
  init(_ folder: URL) {
    let files = FileManager.default
    path = folder.path
    var nearest = folder.standardizedFileURL
    while !files.fileExists(atPath: nearest.path), nearest.path != "/" { nearest.deleteLastPathComponent() }
    var isFolder: ObjCBool = false
    _ = files.fileExists(atPath: nearest.path, isDirectory: &isFolder)
    exists = isFolder.boolValue && nearest.path == folder.standardizedFileURL.path
    isWritable = isFolder.boolValue && access(nearest.path, W_OK | X_OK) == 0
    freeBytes = (try? files.attributesOfFileSystem(forPath: nearest.path))?[.systemFreeSize] as? Int
  }
}
