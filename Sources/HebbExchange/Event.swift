public import Foundation

extension EventLog {
  /// Something that is known of a step.
  public struct Event: Sendable {
    public enum Value: Sendable {
      case scalar(Float)
      /// The bytes of a PNG file, and its size in pixels.
      case image(png: Data, width: Int, height: Int)
      /// All values; the log keeps their distribution.
      case histogram([Float])
    }

    /// Parts of a name that are divided by slashes make groups in TensorBoard.
    public var name: String
    public var step: Int
    /// Seconds since 1970.
    public var time: Double
    public var value: Value

    public init(_ name: String, step: Int, time: Double, _ value: Value) {
      (self.name, self.step, self.time, self.value) = (name, step, time, value)
    }

    /// The `Event` message with a `Summary` of one value.
    var message: Data {
      var content = ProtocolBuffer()
      content.add(1, name)
      switch value {
      case .scalar(let number): content.add(2, number)
      case .image(let png, let width, let height):
        var image = ProtocolBuffer()
        image.add(1, height)
        image.add(2, width)
        image.add(3, 3)  // colours
        image.add(4, png)
        content.add(4, image)
      case .histogram(let values): content.add(5, Self.histogram(values))
      }
      var (summary, event) = (ProtocolBuffer(), ProtocolBuffer())
      summary.add(1, content)
      event.add(1, time)
      event.add(2, step)
      event.add(5, summary)
      return event.data
    }

    /// `HistogramProto`: least and largest value, count, sum, sum of squares, and counts in 30 buckets of equal width.
    private static func histogram(_ values: [Float]) -> ProtocolBuffer {
      let values = values.filter(\.isFinite).map(Double.init)
      let (least, largest) = (values.min() ?? 0, values.max() ?? 0)
      let buckets = largest > least ? 30 : 1
      var counts = [Double](repeating: 0, count: buckets)
      for value in values {
        counts[
          min(buckets - 1, Int((value - least) / max(largest - least, .leastNormalMagnitude) * Double(buckets)))] += 1
      }
      var proto = ProtocolBuffer()
      proto.add(1, least)
      proto.add(2, largest)
      proto.add(3, Double(values.count))
      proto.add(4, values.reduce(0, +))
      proto.add(5, values.reduce(0) { $0 + $1 * $1 })
      proto.add(6, packed: (1...buckets).map { least + (largest - least) * Double($0) / Double(buckets) })
      proto.add(7, packed: counts)
      return proto
    }
  }
}
