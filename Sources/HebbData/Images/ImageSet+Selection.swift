extension ImageSet {
  /// The images at some places, in the order of the list: `[indices.count, channels, height, width]`.
  ///
  /// Precondition: every index is in 0..<count.
  public func selecting(_ indices: [Int]) -> ImageSet {
    var selected: [UInt8] = []
    selected.reserveCapacity(indices.count * imageSize)
    for index in indices { selected += pixels(ofImage: index) }
    return ImageSet(
      channels: channels, height: height, width: width, pixels: selected, labels: indices.map { labels[$0] })
  }
}
