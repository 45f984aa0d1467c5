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

  static func dot(_ x: Double, _ y: Double, series: Int, tooltip: String?) -> Markup {
    .element(
      "circle", [("cx", number(x)), ("cy", number(y)), ("r", "3.2")] + ChartPalette.fill(series),
      tooltip.map { [.element("title", text: $0)] } ?? [])
  }

  /// A text that stays legible on top of lines: a seam of the page's colour lies under it.
  ///
  /// The seam is an element of its own, because not every SVG program knows `paint-order`.
  static func seamed(_ text: String, _ x: Double, _ y: Double, _ attributes: [(String, String)]) -> [Markup] {
    [Self.text(text, x, y, attributes + ChartRamp.seam + [("aria-hidden", "true")]), Self.text(text, x, y, attributes)]
  }

  static func mark(_ mark: Mark, _ x: Double, _ y: Double, series: Int, tooltip: String? = nil) -> Markup {
    switch mark {
    case .dot: dot(x, y, series: series, tooltip: tooltip)
    case .square: square(x, y, series: series, tooltip: tooltip)
    }
  }

  /// An open square that marks a point.
  static func square(_ x: Double, _ y: Double, series: Int, tooltip: String? = nil) -> Markup {
    let side = 7.0
    return .element(
      "rect",
      [
        ("x", number(x - side / 2)), ("y", number(y - side / 2)), ("width", number(side)), ("height", number(side)),
        ("fill", "none"), ("stroke-width", "1.6"),
      ] + ChartPalette.stroke(series), tooltip.map { [.element("title", text: $0)] } ?? [])
  }

  /// About how wide a text comes out, in pixels; the reader's font is not known.
  static func width(of text: String) -> Double { Double(DisplayWidth.of(text)) * fontSize * 0.56 }

  /// Without its middle where it is too long: long names of one kind mostly differ at their ends.
  static func shortened(_ text: String, to limit: Int) -> String {
    guard text.count > limit else { return text }
    return text.prefix(limit / 2) + "…" + text.suffix(limit - 1 - limit / 2)
  }
}
