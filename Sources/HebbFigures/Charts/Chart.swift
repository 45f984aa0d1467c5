/// A figure that draws itself as a self-contained SVG element: no scripts, fonts or other files.
///
/// Charts follow the reader's light or dark mode where the viewer supports it, are legible in black on white where it
/// does not, and carry a title and a description for screen readers.
public protocol Chart: Sendable {
  /// An `<svg>` element that can stand in an HTML page or be a file of its own.
  func svg() -> String
}
