/// How a convolution's activity is gathered over square windows of positions before the next layer sees it.
public struct Pooling: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// The mean over the window; positions of the margin count as 0.
    case average
    /// The largest value in the window.
    case maximum
  }

  public var kind: Kind
  /// Side of the windows, in positions; 1 for no pooling.
  public var size: Int
  /// Positions from one window to the next.
  public var stride: Int
  /// Rows and columns of margin around the activity: windows may reach this far beyond it.
  public var padding: Int

  /// - Parameter stride: by default the size, so that windows touch and do not overlap.
  public init(_ kind: Kind = .average, size: Int, stride: Int? = nil, padding: Int = 0) {
    self.kind = kind
    self.size = size
    self.stride = stride ?? size
    self.padding = padding
  }

  public static let none = Pooling(size: 1)

  /// Whether windows lie side by side and are averaged, as the fused kernels do it.
  var isPlain: Bool { kind == .average && stride == size && padding == 0 }

  /// Windows along an axis of `length` positions; 0 if none fits.
  func windows(along length: Int) -> Int {
    let room = length + 2 * padding - size
    return room < 0 ? 0 : room / stride + 1
  }

  /// The positions of window `index` that lie within an axis of `length`.
  func positions(ofWindow index: Int, along length: Int) -> Range<Int> {
    let first = index * stride - padding
    return max(first, 0)..<min(first + size, length)
  }
}

extension Pooling: ExpressibleByIntegerLiteral {
  /// Averages over windows of this side that lie side by side.
  public init(integerLiteral size: Int) { self.init(size: size) }
}
