/// Points and paths in a plane, one unit as long in both directions: a cloud of data and how weight vectors move in it.
///
/// What lies outside the plane's section is cut off.
public struct PathChart: Chart {
  public typealias Point = LineChart.Point

  /// A path, with a ring where it begins.
  public struct Path: Sendable, Equatable {
    public enum End: Sendable, Equatable {
      /// A dot at the last point.
      case dot
      /// An arrow from the origin to the last point, for a vector that has moved.
      case arrow
    }

    public var name: String
    /// In order; the path has a gap where a number is not finite.
    public var points: [Point]
    public var end: End

    public init(_ name: String, points: [Point], end: End = .arrow) {
      self.name = name
      self.points = points
      self.end = end
    }
  }

  /// A dashed line to compare with.
  public enum Guide: Sendable, Equatable {
    /// A line through the origin, in this direction.
    case axis(direction: Point)
    /// A circle around the origin.
    case circle(radius: Double)
    /// A square around the origin, parallel to the axes.
    case square(half: Double)
  }

  public var title: String
  public var xLabel: String
  public var yLabel: String
  /// Drawn small and pale, behind everything else.
  public var cloud: [Point]
  public var paths: [Path]
  /// Points to be noticed, drawn as open squares over the paths.
  public var marks: [Point]
  /// What the marks are, for the legend.
  public var markLabel: String
  public var guides: [Guide]
  /// What the guides are, for the legend.
  public var guideLabel: String
  /// The section of the plane: from −reach to reach in both directions.
  public var reach: Double
  /// The side of the square between the axes, in pixels.
  public var side: Double
  /// What a reader who cannot see the chart should know; by default the ends of each path.
  public var description: String?

  public init(
    _ title: String, xLabel: String = "", yLabel: String = "", cloud: [Point] = [], paths: [Path],
    marks: [Point] = [], markLabel: String = "", guides: [Guide] = [], guideLabel: String = "", reach: Double,
    side: Double = 320, description: String? = nil
  ) {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
    self.cloud = cloud
    self.paths = paths
    self.marks = marks
    self.markLabel = markLabel
    self.guides = guides
    self.guideLabel = guideLabel
    self.reach = reach
    self.side = side
    self.description = description
  }

  public var extent: (width: Double, height: Double) { (frame.size.width, frame.height) }

  public func svg() -> String {
    let frame = frame
    let content = PathDrawing(frame: frame, reach: reach)
    let markup =
      [content.verticalAxis] + cloud.map(content.speck) + guides.map(content.guide)
      + paths.enumerated().flatMap { content.path($1, series: $0) }
      + marks.map { content.mark($0, series: paths.count) }
    // A nested drawing cuts off what leaves it.
    let box: [(String, String)] = [
      ("x", ChartFrame.number(frame.left)), ("y", ChartFrame.number(frame.top)), ("width", ChartFrame.number(side)),
      ("height", ChartFrame.number(side)),
      (
        "viewBox",
        [frame.left, frame.top, side, side].map(ChartFrame.number).joined(separator: " ")
      ),
    ]
    return frame.svg([.element("svg", box, markup)]).rendered
  }

  private var frame: ChartFrame {
    let axis = Axis.linear([-reach, reach], roundedToTicks: false)
    var frame = ChartFrame(
      title: title, description: description ?? automaticDescription, xLabel: xLabel, yLabel: yLabel, xAxis: axis,
      yAxis: axis,
      legend: paths.enumerated().map { ChartFrame.LegendEntry(name: $1.name, series: $0) }
        + (markLabel.isEmpty ? [] : [ChartFrame.LegendEntry(name: markLabel, series: paths.count, mark: .square)])
        + (guideLabel.isEmpty ? [] : [ChartFrame.LegendEntry(name: guideLabel)]))
    frame.size = ChartSize(width: frame.left + side + 22, plotHeight: side)
    return frame
  }

  private var automaticDescription: String {
    let ends = paths.map { path in
      guard let first = path.points.first, let last = path.points.last else { return "\(path.name): no points." }
      return "\(path.name): from \(Self.text(first)) to \(Self.text(last))."
    }
    return (["\(cloud.count) points in a plane, and \(paths.count) paths."] + ends).joined(separator: " ")
  }

  private static func text(_ point: Point) -> String {
    "(\(NumberFormat.short(point.x)), \(NumberFormat.short(point.y)))"
  }
}
