public import Foundation
public import HebbData
import HebbSupport

extension FewShotTask {
  /// Alphabets of Omniglot to search with. Greek and Latin have letters in common, so both are here.
  public static let trainingAlphabets = ["Balinese", "Greek", "Japanese_(katakana)", "Latin"]
  /// Alphabets of Omniglot that a search does not see. There are as many characters, 121, as to search with.
  public static let heldOutAlphabets = ["Early_Aramaic", "Korean", "Sanskrit", "Tagalog"]

  /// The task on Omniglot's small set, or on the same eight alphabets of the complete one if only that is there, so
  /// that a search gives the same result with either.
  ///
  /// - Parameter data: where the data set is; nil to look in the usual places.
  /// - Throws: `Problem` if it is not found, or damaged.
  public static func omniglot(data: URL? = nil, in folders: DataFolders = .current) throws -> FewShotTask {
    let characters = try omniglotCharacters(data: data, in: folders)
    return try FewShotTask(
      training: characters.ofAlphabets(trainingAlphabets), heldOut: characters.ofAlphabets(heldOutAlphabets))
  }

  private static func omniglotCharacters(data: URL?, in folders: DataFolders) throws -> CharacterDrawings {
    let catalog = DatasetCatalog.standard
    for (entry, reader) in [(DatasetEntry.omniglotSmall, OmniglotReader.small), (.omniglot, .complete)] {
      // A folder of images may go by any name, and is no Omniglot.
      if let folder = try catalog.locate(entry.name, data: data, in: folders), reader.missingFiles(in: folder).isEmpty {
        return try reader.characters(in: folder, side: side)
      }
    }
    let folder = try catalog.folder(of: DatasetEntry.omniglotSmall.name, data: data, in: folders)
    return try OmniglotReader.small.characters(in: folder, side: side)
  }
}
