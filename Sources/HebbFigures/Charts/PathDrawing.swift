/// The elements of a chart of points and paths, in the pixels of its frame.
struct PathDrawing {
  let frame: ChartFrame
  let reach: Double

  /// The vertical line through the origin; the frame draws the horizontal one.
  var verticalAxis: Markup {
    let x = frame.x(0) ?? frame.left
    return ChartFrame.line(x, frame.top, x, frame.bottom, [("stroke", "currentColor"), ("opacity", "0.5")])
  }

  /// A point of the cloud.
  func speck(_ point: PathChart.Point) -> Markup {
    guard let (x, y) = place(point) else { return .text("") }
    return .element(
      "circle",
      [("cx", ChartFrame.number(x)), ("cy", ChartFrame.number(y)), ("r", "1.6"), ("opacity", "0.3")])
  }

  /// A point to be noticed.
  func mark(_ point: PathChart.Point, series: Int) -> Markup {
    guard let (x, y) = place(point) else { return .text("") }
    return ChartFrame.square(x, y, series: series)
  }

  func guide(_ guide: PathChart.Guide) -> Markup {
    switch guide {
    case .axis(let direction):
      // Long enough to leave the section in any direction.
      let factor = 2 * reach / max((direction.x * direction.x + direction.y * direction.y).squareRoot(), 1e-12)
      let ends = [-factor, factor].compactMap { place(.init($0 * direction.x, $0 * direction.y)) }
      guard ends.count == 2 else { return .text("") }
      return ChartFrame.line(ends[0].0, ends[0].1, ends[1].0, ends[1].1, ChartPalette.reference)
    case .circle(let radius):
      let center = place(.init(0, 0)) ?? (0, 0)
      let attributes = [
        ("cx", ChartFrame.number(center.0)), ("cy", ChartFrame.number(center.1)),
        ("r", ChartFrame.number(pixels(radius))), ("fill", "none"),
      ]
      return .element("circle", attributes + ChartPalette.reference)
    case .square(let half):
      let corner = place(.init(-half, half)) ?? (0, 0)
      let attributes = [
        ("x", ChartFrame.number(corner.0)), ("y", ChartFrame.number(corner.1)),
        ("width", ChartFrame.number(pixels(2 * half))), ("height", ChartFrame.number(pixels(2 * half))),
        ("fill", "none"),
      ]
      return .element("rect", attributes + ChartPalette.reference)
    }
  }

  /// The path's line, a ring at its first point, and its end.
  func path(_ path: PathChart.Path, series: Int) -> [Markup] {
    let runs = CurvePath.runs(path.points.map(place))
    let data = runs.filter { $0.count > 1 }.map { CurvePath.data($0) }.joined()
    var markup: [Markup] = []
    if !data.isEmpty {
      markup.append(
        .element(
          "path",
          [("d", data), ("fill", "none"), ("stroke-linejoin", "round"), ("stroke-width", "1.6"), ("opacity", "0.85")]
            + ChartPalette.stroke(series)))
    }
    guard let first = runs.first?.first, let last = runs.last?.last else { return markup }
    let end = path.points[last.index]
    // An arrow whose head is cut off would look like a line of its own.
    if path.end == .arrow, max(abs(end.x), abs(end.y)) <= reach {
      markup += arrow(to: (last.x, last.y), series: series)
    }
    markup.append(
      .element(
        "circle",
        [
          ("cx", ChartFrame.number(first.x)), ("cy", ChartFrame.number(first.y)), ("r", "3.6"), ("fill", "none"),
          ("stroke-width", "1.8"),
        ] + ChartPalette.stroke(series)))
    if path.end == .dot {
      let tooltip = "\(path.name): \(NumberFormat.short(end.x)), \(NumberFormat.short(end.y))"
      markup.append(
        .element(
          "circle",
          [("cx", ChartFrame.number(last.x)), ("cy", ChartFrame.number(last.y)), ("r", "5")]
            + ChartPalette.fill(series), [.element("title", text: tooltip)]))
    }
    return markup
  }

  private func arrow(to end: (Double, Double), series: Int) -> [Markup] {
    guard let origin = place(.init(0, 0)) else { return [] }
    let (dx, dy) = (end.0 - origin.0, end.1 - origin.1)
    let length = (dx * dx + dy * dy).squareRoot()
    // A head needs some length to have a direction.
    guard length > 4 else { return [] }
    let (ux, uy, head) = (dx / length, dy / length, min(11, length))
    let corners = [(0.0, 0.0), (-head, 0.42 * head), (-head, -0.42 * head)].map { along, aside in
      ChartFrame.number(end.0 + along * ux - aside * uy) + " " + ChartFrame.number(end.1 + along * uy + aside * ux)
    }
    return [
      ChartFrame.line(
        origin.0, origin.1, end.0 - 0.8 * head * ux, end.1 - 0.8 * head * uy,
        ChartPalette.stroke(series) + [("stroke-width", "2.6")]),
      .element("path", [("d", "M\(corners.joined(separator: "L"))Z")] + ChartPalette.fill(series)),
    ]
  }

  /// Nil for what is not finite; what lies far outside is drawn there, within the numbers that renderers take.
  private func place(_ point: PathChart.Point) -> (Double, Double)? {
    guard point.x.isFinite, point.y.isFinite else { return nil }
    // Nearer on the same line through the origin, not clamped, which would bend the path.
    let farther = max(1, max(abs(point.x), abs(point.y)) / (20 * reach))
    guard let x = frame.x(point.x / farther), let y = frame.y(point.y / farther) else { return nil }
    return (x, y)
  }

  private func pixels(_ length: Double) -> Double { length / (2 * reach) * (frame.right - frame.left) }
}
