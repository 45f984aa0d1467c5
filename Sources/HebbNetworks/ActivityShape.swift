/// The shape of one image's activity: `[channels, height, width]`.
public struct ActivityShape: Sendable, Equatable {
  public var channels: Int
  public var height: Int
  public var width: Int

  public init(channels: Int, height: Int, width: Int) {
    self.channels = channels
    self.height = height
    self.width = width
  }

  /// Values per image.
  public var count: Int { channels * height * width }
  /// Positions per channel.
  public var positions: Int { height * width }
}
