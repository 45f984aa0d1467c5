public import Foundation

/// A data set that can be asked for by name.
public struct DatasetEntry: Sendable {
  /// Lower case, as typed on the command line: "fashion-mnist".
  public let name: String
  /// One line: what it holds.
  public let summary: String
  /// Training and test images together; nil if that is not known beforehand.
  public let imageCount: Int?
  /// The authors' page.
  public let homepage: URL
  public let reader: any DatasetReader
  /// What is downloaded to have it.
  public let files: [RemoteFile]

  public init(
    name: String, summary: String, imageCount: Int? = nil, homepage: URL, reader: any DatasetReader,
    files: [RemoteFile]
  ) {
    (self.name, self.summary, self.imageCount, self.homepage) = (name, summary, imageCount, homepage)
    (self.reader, self.files) = (reader, files)
  }

  /// What a complete download transfers, in bytes.
  public var downloadSize: Int { files.reduce(0) { $0 + $1.size } }
}
