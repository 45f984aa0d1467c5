/// A figure that draws itself as a self-contained SVG element: no scripts, fonts or other files.
///
/// Charts follow the reader's light or dark mode where the viewer supports it, are legible in black on white where it
/// does not, and carry a title and a description for screen readers.
public protocol Chart: Sendable {
  /// An `<svg>` element that can stand in an HTML page or be a file of its own.
  func svg() -> String

  /// The width and height of that element, in pixels.
  var extent: (width: Double, height: Double) { get }
}

/// How large a chart is drawn.
public struct ChartSize: Sendable, Equatable {
  /// Of the whole chart, in pixels.
  public var width: Double
  /// Of the box between the axes, in pixels; title, legend and labels come on top.
  public var plotHeight: Double

  public init(width: Double, plotHeight: Double) {
    self.width = width
    self.plotHeight = plotHeight
  }

  /// As wide as a column of text.
  public static let standard = ChartSize(width: 640, plotHeight: 250)
}
