/// Labelled images of one size, as bytes, in the order of their file.
public struct ImageSet: Sendable, Equatable {
  /// How many images there are.
  public var count: Int { labels.count }
  /// Colour planes per image: 1 (grey) or 3 (red, green, blue).
  public let channels: Int
  /// Rows per image.
  public let height: Int
  /// Columns per image.
  public let width: Int
  /// Intensities 0...255, planar: `[count, channels, height, width]`.
  public let pixels: [UInt8]
  /// The class of each image, from 0: `[count]`.
  public let labels: [Int]

  /// - Parameters:
  ///   - pixels: `[labels.count, channels, height, width]`.
  ///   - labels: one class per image.
  ///
  /// Precondition: the number of pixels matches the shape.
  public init(channels: Int, height: Int, width: Int, pixels: [UInt8], labels: [Int]) {
    precondition(channels > 0 && height > 0 && width > 0, "images of \(channels) × \(height) × \(width) are empty")
    precondition(
      pixels.count == labels.count * channels * height * width,
      "\(pixels.count) pixels do not fill \(labels.count) images of \(channels) × \(height) × \(width)")
    (self.channels, self.height, self.width) = (channels, height, width)
    (self.pixels, self.labels) = (pixels, labels)
  }

  /// `[count, channels, height, width]`.
  public var shape: [Int] { [count, channels, height, width] }

  /// Bytes per image: channels · height · width.
  public var imageSize: Int { channels * height * width }

  /// The pixels of one image, `[channels, height, width]`. Precondition: 0 ≤ index < count.
  public func pixels(ofImage index: Int) -> ArraySlice<UInt8> {
    precondition(0 <= index && index < count, "image \(index) of \(count)")
    return pixels[index * imageSize..<(index + 1) * imageSize]
  }

  /// The first `length` images, or all of them if there are fewer. Precondition: length ≥ 0.
  public func prefix(_ length: Int) -> ImageSet {
    precondition(length >= 0, "a prefix of \(length) images")
    guard length < count else { return self }
    return ImageSet(
      channels: channels, height: height, width: width,
      pixels: Array(pixels.prefix(length * imageSize)), labels: Array(labels.prefix(length)))
  }

  /// The same images in the middle of a larger black frame: `[count, channels, newHeight, newWidth]`.
  ///
  /// Where the border cannot be equal on both sides, the extra row is at the bottom and the extra column on the right.
  /// Precondition: the new size is not smaller than the old one.
  public func padded(toHeight newHeight: Int, width newWidth: Int) -> ImageSet {
    precondition(
      newHeight >= height && newWidth >= width, "cannot pad \(height) × \(width) to \(newHeight) × \(newWidth)")
    guard (newHeight, newWidth) != (height, width) else { return self }
    let (top, left) = ((newHeight - height) / 2, (newWidth - width) / 2)
    var padded = [UInt8](repeating: 0, count: count * channels * newHeight * newWidth)
    padded.withUnsafeMutableBytes { target in
      pixels.withUnsafeBytes { source in
        for plane in 0..<count * channels {
          for row in 0..<height {
            let from = (plane * height + row) * width
            let to = (plane * newHeight + top + row) * newWidth + left
            UnsafeMutableRawBufferPointer(rebasing: target[to..<to + width])
              .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[from..<from + width]))
          }
        }
      }
    }
    return ImageSet(channels: channels, height: newHeight, width: newWidth, pixels: padded, labels: labels)
  }
}
