public import Foundation
public import HebbData
import HebbSupport

extension FewShotTask {
  /// Alphabets of Omniglot to search with. Greek and Latin have letters in common, so both are here.
  public static let trainingAlphabets = ["Balinese", "Greek", "Japanese_(katakana)", "Latin"]
  /// Alphabets of Omniglot that a search does not see. They have as many characters as the others: 121.
  public static let heldOutAlphabets = ["Early_Aramaic", "Korean", "Sanskrit", "Tagalog"]

  /// Drawings of Omniglot are shrunk to this.
  public static let side = 14

  /// The task on Omniglot's small set, or on the same eight alphabets of the complete one if only that is there, so
  /// that a search gives the same result with either.
  ///
  /// - Parameter data: where the data set is; nil to look in the usual places.
  /// - Throws: `Problem` if it is not found, or damaged.
  public static func omniglot(data: URL? = nil, in folders: DataFolders = .current) throws -> FewShotTask {
    let (reader, folder) = try omniglotSource(data: data, in: folders)
    let characters = try reader.characters(in: folder, side: side)
    return try FewShotTask(
      training: characters.ofAlphabets(trainingAlphabets), heldOut: characters.ofAlphabets(heldOutAlphabets))
  }

  /// Where the drawings are, and what reads them.
  static func omniglotSource(data: URL?, in folders: DataFolders) throws -> (reader: OmniglotReader, folder: URL) {
    let catalog = DatasetCatalog.standard
    for (entry, reader) in [(DatasetEntry.omniglotSmall, OmniglotReader.small), (.omniglot, .complete)] {
      // A folder of images may go by any name, and is no Omniglot.
      if let folder = try catalog.locate(entry.name, data: data, in: folders), reader.missingFiles(in: folder).isEmpty {
        return (reader, folder)
      }
    }
    let name = DatasetEntry.omniglotSmall.name
    let images = try catalog.folder(of: name, data: data, in: folders)
    throw Problem(
      "this is a folder of images, and not of Omniglot's \(OmniglotReader.small.missingFiles(in: images).joined(separator: ", "))",
      at: images.path,
      advice: "Run `hebb data fetch \(name)` to download them, or give the folder that holds them with --data DIR.")
  }
}
