/// The shape of one image, or of a layer's activity for one image, stored as planes: `[channels, height, width]`.
public struct ImageShape: Sendable, Hashable {
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

extension ImageShape: CustomStringConvertible {
  /// "3×32×32"
  public var description: String { "\(channels)×\(height)×\(width)" }
}
