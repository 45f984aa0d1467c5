import HebbNetworks
import HebbPlasticity

/// Pooling as YAML and JSON say it: the side of windows that are averaged and lie side by side, or a mapping of kind and
/// sizes.
struct PoolingDescription: Encodable {
  let pool: Pooling

  init(_ pool: Pooling) { self.pool = pool }

  static let parameters = [
    Parameter.whole("size", 2, in: 1...1000, "side of the windows"),
    Parameter.optionalNumber("stride", in: 1...1000, "positions from one window to the next; the size if left out"),
    Parameter.whole("padding", 0, in: 0...500, "how far windows may reach beyond the border"),
  ]

  /// Whether the side alone says everything.
  private var isShort: Bool { pool == Pooling(size: pool.size) }

  /// "2", or "{name: maximum, size: 4, stride: 2, padding: 1}".
  var yaml: String {
    guard !isShort else { return "\(pool.size)" }
    return "{name: \(pool.kind.rawValue), size: \(pool.size), stride: \(pool.stride), padding: \(pool.padding)}"
  }

  func encode(to encoder: any Encoder) throws {
    guard !isShort else {
      var single = encoder.singleValueContainer()
      return try single.encode(pool.size)
    }
    var container = encoder.container(keyedBy: PartKey.self)
    try container.encode(pool.kind.rawValue, forKey: PartKey(stringValue: "name"))
    for (name, value) in [("size", pool.size), ("stride", pool.stride), ("padding", pool.padding)] {
      try container.encode(value, forKey: PartKey(stringValue: name))
    }
  }
}
