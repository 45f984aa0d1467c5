/// A picture of 8-bit red, green and blue samples (sRGB), row by row from the top left.
public struct RasterImage: Sendable, Equatable {
  /// One pixel: red, green and blue, 0 to 255.
  public struct Color: Sendable, Hashable {
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) {
      self.red = red
      self.green = green
      self.blue = blue
    }

    /// The grey with three equal samples.
    public static func gray(_ level: UInt8) -> Color { Color(red: level, green: level, blue: level) }
    public static let white = gray(255)
    public static let black = gray(0)
  }

  public let width: Int
  public let height: Int

  /// The samples `[height, width, 3]`, without padding between rows.
  public private(set) var pixels: [UInt8]

  /// A picture of one colour. Precondition: neither side is negative.
  public init(width: Int, height: Int, filledWith color: Color = .white) {
    precondition(width >= 0 && height >= 0, "a picture cannot be \(width) by \(height) pixels")
    self.width = width
    self.height = height
    pixels = [UInt8](unsafeUninitializedCapacity: 3 * width * height) { buffer, count in
      for pixel in 0..<(width * height) {
        buffer[3 * pixel] = color.red
        buffer[3 * pixel + 1] = color.green
        buffer[3 * pixel + 2] = color.blue
      }
      count = 3 * width * height
    }
  }

  /// A picture of given samples `[height, width, 3]`. Precondition: there are `3 * width * height` of them.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width >= 0 && height >= 0, "a picture cannot be \(width) by \(height) pixels")
    precondition(pixels.count == 3 * width * height, "\(pixels.count) samples do not fill \(width) by \(height) pixels")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The pixel in column `x` (from the left) and row `y` (from the top).
  public subscript(x: Int, y: Int) -> Color {
    get {
      let offset = offset(x, y)
      return Color(red: pixels[offset], green: pixels[offset + 1], blue: pixels[offset + 2])
    }
    set {
      let offset = offset(x, y)
      pixels[offset] = newValue.red
      pixels[offset + 1] = newValue.green
      pixels[offset + 2] = newValue.blue
    }
  }

  private func offset(_ x: Int, _ y: Int) -> Int {
    precondition(0 <= x && x < width && 0 <= y && y < height, "(\(x), \(y)) is outside \(width) by \(height) pixels")
    return 3 * (y * width + x)
  }
}
