/// Charts and pictures that belong together on one sheet: a heading, rows of panels, and a caption below.
public struct FigureSheet: Chart {
  public var title: String
  /// From left to right in rows from top to bottom.
  public var rows: [[any Chart]]
  /// What there is to see, in sentences.
  public var caption: String

  private static let gap = 26.0
  private static let inset = 16.0
  private static let lineHeight = 19.0

  public init(_ title: String, rows: [[any Chart]], caption: String) {
    self.title = title
    self.rows = rows
    self.caption = caption
  }

  public var extent: (width: Double, height: Double) {
    let panels = rows.reduce(0) { $0 + Self.height(of: $1) + Self.gap }
    return (width, top + panels + Double(captionLines.count) * Self.lineHeight + Self.inset)
  }

  public func svg() -> String {
    let size = extent
    var children: [Markup] = [
      .element("title", text: title.isEmpty ? "Figure" : title), .element("desc", text: caption),
      .element("style", [], [.verbatim(ChartPalette.styleSheet)]),
    ]
    if !title.isEmpty {
      children.append(ChartFrame.text(title, Self.inset, 30, [("font-size", "19"), ("font-weight", "600")]))
    }
    var y = top
    for row in rows {
      var x = Self.inset
      for panel in row {
        children.append(
          .element(
            "g", [("transform", "translate(\(ChartFrame.number(x)) \(ChartFrame.number(y)))")], [.verbatim(panel.svg())]
          ))
        x += panel.extent.width + Self.gap
      }
      y += Self.height(of: row) + Self.gap
    }
    for (index, line) in captionLines.enumerated() {
      children.append(
        ChartFrame.text(line, Self.inset, y + (Double(index) + 0.5) * Self.lineHeight, [("opacity", "0.85")]))
    }
    return ChartFrame.root(width: size.width, height: size.height, children).rendered
  }

  private var top: Double { title.isEmpty ? Self.inset : 52 }

  private var width: Double {
    let widest = rows.map { row in row.reduce(-Self.gap) { $0 + $1.extent.width + Self.gap } }.max() ?? 0
    return max(widest, 560) + 2 * Self.inset
  }

  private static func height(of row: [any Chart]) -> Double { row.map(\.extent.height).max() ?? 0 }

  /// The caption in lines that fit.
  private var captionLines: [String] {
    let room = width - 2 * Self.inset
    var lines: [String] = []
    for word in caption.split(separator: " ") {
      if let last = lines.last, ChartFrame.width(of: last + " " + word) <= room {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
