/// The elements that charts are drawn with.
extension ChartFrame {
  /// A coordinate, to a tenth of a pixel.
  static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
  }

  static func text(_ text: String, _ x: Double, _ y: Double, _ attributes: [(String, String)] = []) -> Markup {
    .element("text", [("x", number(x)), ("y", number(y))] + attributes, text: text)
  }

  static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ attributes: [(String, String)]
  ) -> Markup {
    .element("line", [("x1", number(x1)), ("y1", number(y1)), ("x2", number(x2)), ("y2", number(y2))] + attributes)
  }

  /// A bar between two heights, with a tooltip.
  static func bar(left: Double, right: Double, from y1: Double, to y2: Double, tooltip: String) -> Markup {
    .element(
      "rect",
      [
        ("x", number(left)), ("y", number(min(y1, y2))), ("width", number(max(0.5, right - left))),
        ("height", number(abs(y2 - y1))),
      ] + ChartPalette.fill(0),
      [.element("title", text: tooltip)])
  }

  static func dot(_ x: Double, _ y: Double, series: Int, tooltip: String) -> Markup {
    .element(
      "circle", [("cx", number(x)), ("cy", number(y)), ("r", "3.2")] + ChartPalette.fill(series),
      [.element("title", text: tooltip)])
  }

  /// An open square that marks a point.
  static func square(_ x: Double, _ y: Double, series: Int) -> Markup {
    let side = 7.0
    return .element(
      "rect",
      [
        ("x", number(x - side / 2)), ("y", number(y - side / 2)), ("width", number(side)), ("height", number(side)),
        ("fill", "none"), ("stroke-width", "1.6"),
      ] + ChartPalette.stroke(series))
  }

  /// About how wide a text comes out, in pixels; the reader's font is not known.
  static func width(of text: String) -> Double { Double(DisplayWidth.of(text)) * fontSize * 0.56 }

  static func shortened(_ text: String, to limit: Int) -> String {
    text.count <= limit ? text : text.prefix(limit - 1) + "…"
  }
}
