public import Foundation

/// A file that its authors publish, pinned by size and checksum.
public struct RemoteFile: Sendable {
  /// The official address.
  public let address: URL
  /// Size in bytes.
  public let size: Int
  /// SHA-256, 64 lowercase hexadecimal digits.
  public let sha256: String
  /// What to unpack, if the file is a tar archive.
  public let archive: ArchiveContents?

  public init(address: URL, size: Int, sha256: String, archive: ArchiveContents? = nil) {
    (self.address, self.size, self.sha256, self.archive) = (address, size, sha256, archive)
  }

  public var name: String { address.lastPathComponent }
}

/// The files that are taken out of an archive; everything else in it stays there.
public struct ArchiveContents: Sendable {
  /// The one folder, in the archive and on disk.
  public let folder: String
  /// File names within that folder.
  public let files: [String]

  public init(folder: String, files: [String]) {
    (self.folder, self.files) = (folder, files)
  }
}
