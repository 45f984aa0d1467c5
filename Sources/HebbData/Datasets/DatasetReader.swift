public import Foundation

/// A file format of image data sets.
public protocol DatasetReader: Sendable {
  /// The names of the files that `read` needs and that `directory` lacks; empty if the data set is there.
  func missingFiles(in directory: URL) -> [String]

  /// Reads and checks the whole data set.
  ///
  /// - Throws: `Problem` naming the file, what was expected and what was found.
  func read(named name: String, from directory: URL) throws -> ImageDataset
}
