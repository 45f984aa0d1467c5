import Foundation
public import HebbTensor

/// Small fields side by side as a chart: the tiles of an `ImageGrid`, with a title and names for rows and columns.
public struct ImagePanel: Chart {
  public var title: String
  /// `[count, channels, height, width]`, in reading order.
  public var fields: Tensor
  /// Tiles in a row.
  public var columns: Int
  /// Names above the columns; none, or one for each column.
  public var columnLabels: [String]
  /// Names to the left of the rows; none, or one for each row.
  public var rowLabels: [String]
  public var scaling: ImageGrid.Scaling
  /// The side of a tile, in pixels of the drawing.
  public var tileSide: Double

  private static let separator = 2
  private static let labelRoom = 20.0
  /// As charts begin, so that titles side by side are level.
  private static let inset = 4.0

  /// Precondition: the fields are `[count, channels, height, width]`, none of which is 0, and there are columns.
  public init(
    _ title: String, fields: Tensor, columns: Int, columnLabels: [String] = [], rowLabels: [String] = [],
    scaling: ImageGrid.Scaling = .perTile, tileSide: Double = 56
  ) {
    precondition(
      fields.shape.count == 4 && !fields.shape.contains(0) && columns > 0,
      "fields of shape \(fields.shape) in \(columns) columns cannot be drawn")
    self.title = title
    self.fields = fields
    self.columns = columns
    self.columnLabels = columnLabels
    self.rowLabels = rowLabels
    self.scaling = scaling
    self.tileSide = tileSide
  }

  public var extent: (width: Double, height: Double) {
    let titleWidth = ChartFrame.width(of: title) * 16 / ChartFrame.fontSize
    return (max(left + picture.width, Self.inset + titleWidth), top + picture.height + 4)
  }

  public func svg() -> String {
    let size = extent
    let description = "\(fields.shape[0]) fields of \(fields.shape[2]) × \(fields.shape[3]) pixels."
    var children: [Markup] = [
      .element("title", text: title.isEmpty ? "Picture" : title), .element("desc", text: description),
      .element("style", [], [.verbatim(ChartPalette.styleSheet)]),
    ]
    if !title.isEmpty {
      children.append(ChartFrame.text(title, Self.inset, 22, [("font-size", "16"), ("font-weight", "600")]))
    }
    children.append(image)
    let muted = ("opacity", "0.75")
    for (index, label) in columnLabels.prefix(columns).enumerated() {
      children.append(
        ChartFrame.text(label, left + (Double(index) + 0.5) * step, top - 6, [("text-anchor", "middle"), muted]))
    }
    for (index, label) in rowLabels.prefix(rows).enumerated() {
      children.append(
        ChartFrame.text(label, left - 8, top + (Double(index) + 0.5) * rowStep + 4.5, [("text-anchor", "end"), muted]))
    }
    return ChartFrame.root(width: size.width, height: size.height, children).rendered
  }

  /// The tiles as a picture within the drawing, one pixel of a field enlarged to several so that viewers which smooth
  /// what they enlarge leave it sharp.
  private var image: Markup {
    let zoom = max(1, Int(80 / Double(max(fields.shape[2], fields.shape[3]))))
    let side = (columns * fields.shape[3] * zoom + Self.separator * (columns + 1))
    var grid = ImageGrid(scaling: scaling, columns: columns, targetSide: side, separator: Self.separator)
    grid.targetSide = max(side, rows * fields.shape[2] * zoom + Self.separator * (rows + 1))
    grid.separatorColor = .gray(236)
    guard let raster = try? grid.render(fields), let data = try? PNGFile.encode(raster) else { return .text("") }
    return .element(
      "image",
      [
        ("x", ChartFrame.number(left)), ("y", ChartFrame.number(top)), ("width", ChartFrame.number(picture.width)),
        ("height", ChartFrame.number(picture.height)), ("preserveAspectRatio", "none"),
        ("style", "image-rendering:pixelated"), ("href", "data:image/png;base64,\(data.base64EncodedString())"),
      ])
  }

  private var rows: Int { (fields.shape[0] + columns - 1) / columns }
  private var step: Double { tileSide + Double(Self.separator) }
  private var rowStep: Double {
    tileSide * Double(fields.shape[2]) / Double(fields.shape[3]) + Double(Self.separator)
  }
  private var picture: (width: Double, height: Double) {
    (Double(columns) * step + Double(Self.separator), Double(rows) * rowStep + Double(Self.separator))
  }
  private var left: Double {
    rowLabels.isEmpty ? Self.inset : Self.inset + 10 + (rowLabels.map { ChartFrame.width(of: $0) }.max() ?? 0)
  }
  private var top: Double { (title.isEmpty ? 4 : 36) + (columnLabels.isEmpty ? 0 : Self.labelRoom) }
}
