import HebbSupport
public import HebbTensor

/// Many small fields side by side: the receptive fields of a layer, as one looks at them in a paper.
///
/// Zero is the same grey in every tile, positive weights are lighter and negative ones darker (per colour channel for
/// fields in RGB), so that one can see where a unit is excited, inhibited or indifferent. Values that are not finite
/// are painted magenta: a diverged unit should catch the eye.
public struct ImageGrid: Sendable {
  /// What the brightest and the darkest sample stand for.
  public enum Scaling: Sendable {
    /// ± the largest absolute value of each tile: shows the shape of every field, however weak.
    case perTile
    /// ± the largest absolute value of all tiles: shows which fields are strong.
    case common
  }

  /// The grey of a zero.
  public static let zero = RasterImage.Color.gray(128)
  /// The colour of a value that is infinite or not a number.
  public static let notFinite = RasterImage.Color(red: 255, green: 0, blue: 255)

  public var scaling: Scaling
  /// Tiles in a row; by default nearly as many as there are rows.
  public var columns: Int?
  /// The length that the longer side of the picture should have, in pixels; pixels of a field are enlarged by the whole
  /// number that comes nearest to it.
  public var targetSide: Int
  /// The width of the lines between and around the tiles, in pixels.
  public var separator: Int
  public var separatorColor: RasterImage.Color

  public init(
    scaling: Scaling = .perTile, columns: Int? = nil, targetSide: Int = 1000, separator: Int = 2,
    separatorColor: RasterImage.Color = .white
  ) {
    self.scaling = scaling
    self.columns = columns
    self.targetSide = targetSide
    self.separator = separator
    self.separatorColor = separatorColor
  }

  /// Draws the fields in reading order.
  ///
  /// - Parameter fields: `[count, channels, height, width]`. One channel is drawn in grey, three as red, green and blue;
  ///   of any other number the mean is drawn in grey.
  /// - Throws: `Problem` if there is nothing to draw or a setting makes no sense.
  public func render(_ fields: Tensor) throws -> RasterImage {
    let layout = try layout(of: fields)
    let tiles = fields.withUnsafeBufferPointer { GridSamples($0, shape: fields.shape) }
    var image = RasterImage(width: layout.width, height: layout.height, filledWith: separatorColor)
    let commonScale = tiles.largestMagnitude(in: 0..<tiles.values.count)
    for tile in 0..<tiles.count {
      let scale = scaling == .common ? commonScale : tiles.largestMagnitude(in: tiles.range(of: tile))
      let left = separator + tile % layout.columns * layout.horizontalStep
      let top = separator + tile / layout.columns * layout.verticalStep
      for y in 0..<tiles.height {
        for x in 0..<tiles.width {
          image.fill(
            left: left + x * layout.zoom, top: top + y * layout.zoom, side: layout.zoom,
            with: tiles.color(tile: tile, x: x, y: y, scale: scale))
        }
      }
    }
    return image
  }

  struct Layout: Equatable {
    var columns, rows, zoom, horizontalStep, verticalStep, width, height: Int
  }

  func layout(of fields: Tensor) throws -> Layout {
    let shape = fields.shape
    guard shape.count == 4 else {
      throw Problem(
        "Fields of shape \(shape) cannot be drawn as tiles", advice: "Give them as [count, channels, height, width].")
    }
    guard shape.allSatisfy({ $0 > 0 }) else {
      throw Problem(
        "There is nothing to draw in fields of shape \(shape)",
        advice: "Give at least one field with at least one channel and one pixel.")
    }
    guard columns ?? 1 > 0, separator >= 0, targetSide > 0 else {
      throw Problem(
        "A grid of \(columns ?? 1) columns, lines of \(separator) pixels and a side of \(targetSide) pixels is impossible",
        advice: "Use at least one column, a line width of zero or more, and a positive side.")
    }
    let (count, tileHeight, tileWidth) = (shape[0], shape[2], shape[3])
    let columns = columns ?? Self.balancedColumns(count: count, tileHeight: tileHeight, tileWidth: tileWidth)
    let rows = (count + columns - 1) / columns
    func width(_ zoom: Int) -> Int { separator + columns * (tileWidth * zoom + separator) }
    func height(_ zoom: Int) -> Int { separator + rows * (tileHeight * zoom + separator) }
    func miss(_ zoom: Int) -> Int { abs(max(width(zoom), height(zoom)) - targetSide) }
    let below = max(1, targetSide / max(columns * tileWidth, rows * tileHeight))
    let zoom = miss(below + 1) < miss(below) ? below + 1 : max(1, miss(below - 1) < miss(below) ? below - 1 : below)
    return Layout(
      columns: columns, rows: rows, zoom: zoom, horizontalStep: tileWidth * zoom + separator,
      verticalStep: tileHeight * zoom + separator, width: width(zoom), height: height(zoom))
  }

  /// The number of columns that makes the picture nearly square, or up to 30 % more if that leaves fewer gaps in the
  /// last row (96 tiles: 12 × 8 rather than 10 × 10 with four missing).
  static func balancedColumns(count: Int, tileHeight: Int, tileWidth: Int) -> Int {
    let square = (Double(count) * Double(tileHeight) / Double(tileWidth)).squareRoot()
    let fewest = min(count, max(1, Int(square.rounded(.up))))
    let most = min(count, fewest + fewest * 3 / 10)
    func gaps(_ columns: Int) -> Int { (columns - count % columns) % columns }
    return (fewest...most).min { (gaps($0), $0) < (gaps($1), $1) } ?? fewest
  }
}

extension RasterImage {
  /// Paints a square of pixels.
  fileprivate mutating func fill(left: Int, top: Int, side: Int, with color: Color) {
    for y in top..<(top + side) {
      for x in left..<(left + side) { self[x, y] = color }
    }
  }
}
