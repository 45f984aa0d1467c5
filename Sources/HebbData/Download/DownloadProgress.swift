/// How far the download of a data set is.
public struct DownloadProgress: Sendable, Equatable {
  /// The name of the file being transferred.
  public let file: String
  /// Bytes of the whole data set that are there, including those of earlier runs.
  public let bytes: Int
  /// Bytes of the whole data set.
  public let total: Int
}
