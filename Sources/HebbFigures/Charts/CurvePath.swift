/// Turns the points of a curve into SVG path data.
enum CurvePath {
  struct Point: Equatable {
    /// The point's place in the series it comes from.
    var index: Int
    var x: Double
    var y: Double
  }

  /// Splits a curve at its gaps.
  static func runs(_ points: [(Double, Double)?]) -> [[Point]] {
    var runs: [[Point]] = []
    var isOpen = false
    for (index, point) in points.enumerated() {
      guard let point else {
        isOpen = false
        continue
      }
      if !isOpen { runs.append([]) }
      runs[runs.count - 1].append(Point(index: index, x: point.0, y: point.1))
      isOpen = true
    }
    return runs
  }

  /// At most about 2,000 points with the same silhouette: of every stretch that is narrower than a pixel, only the
  /// first, lowest, highest and last point are kept, so that a peak of a single batch stays visible.
  static func thinned(_ points: [Point], to limit: Int = 2000) -> [Point] {
    guard points.count > limit else { return points }
    let length = (points.count * 4 + limit - 1) / limit
    return stride(from: 0, to: points.count, by: length).flatMap { start in
      let stretch = points[start..<min(points.count, start + length)]
      let kept = [
        stretch.first, stretch.min { $0.y < $1.y }, stretch.max { $0.y < $1.y }, stretch.last,
      ].compactMap { $0?.index }
      let first = stretch[start].index
      return Set(kept).sorted().map { stretch[start + $0 - first] }
    }
  }

  static func data(_ points: [Point]) -> String {
    var data = ""
    for (n, point) in points.enumerated() {
      data += "\(n == 0 ? "M" : "L")\(ChartFrame.number(point.x)) \(ChartFrame.number(point.y))"
    }
    return data
  }
}
