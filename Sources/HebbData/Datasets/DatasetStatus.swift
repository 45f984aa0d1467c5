public import Foundation

/// A data set known by name, and whether this machine has it.
public struct DatasetStatus: Sendable, Equatable, Encodable {
  public let name: String
  /// One line: what it holds.
  public let summary: String
  /// Training and test images together, if that is known beforehand.
  public let images: Int?
  /// What a complete download transfers.
  public let downloadBytes: Int
  /// The path of the folder that holds it; nil if it was not found.
  public let folder: String?

  private enum CodingKeys: CodingKey { case name, summary, images, downloadBytes, folder }

  /// Every key is always there, null where there is nothing to say.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(summary, forKey: .summary)
    try container.encode(images, forKey: .images)
    try container.encode(downloadBytes, forKey: .downloadBytes)
    try container.encode(folder, forKey: .folder)
  }
}

extension DatasetCatalog {
  /// Looks for each data set of the catalogue, in the places where `locate` looks. A folder of images counts only under
  /// its own name: that it can be read under any name does not mean that it holds them all.
  ///
  /// - Parameter data: the explicit folder, if the user gave one.
  public func statuses(data: URL? = nil, in folders: DataFolders = .current) -> [DatasetStatus] {
    entries.map { entry in
      let folder = ownFolder(of: entry, data: data, in: folders)
      return DatasetStatus(
        name: entry.name, summary: entry.summary, images: entry.imageCount, downloadBytes: entry.downloadSize,
        folder: folder?.path)
    }
  }
}
