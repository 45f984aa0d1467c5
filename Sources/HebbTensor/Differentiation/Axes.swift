/// Arithmetic on shapes that several operations share.
enum Axes {
  /// The position of an axis, where negative ones count from the last: −1 is the last.
  static func position(of axis: Int, in shape: [Int]) -> Int {
    precondition(-shape.count <= axis && axis < shape.count, "shape \(shape) has no axis \(axis)")
    return axis < 0 ? axis + shape.count : axis
  }

  /// A shape with some axes reduced to length 1. Precondition: no axis is named twice.
  static func kept(_ axes: [Int], in shape: [Int]) -> [Int] {
    var kept = shape
    var seen: Set<Int> = []
    for axis in axes {
      let position = position(of: axis, in: shape)
      precondition(seen.insert(position).inserted, "axes \(axes) name axis \(position) of shape \(shape) twice")
      kept[position] = 1
    }
    return kept
  }

  /// A shape without some axes.
  static func removed(_ axes: [Int], from shape: [Int]) -> [Int] {
    let positions = Set(axes.map { position(of: $0, in: shape) })
    return shape.indices.filter { !positions.contains($0) }.map { shape[$0] }
  }

  /// Elements before, along and after an axis, as if the shape were `[outer, length, inner]`.
  static func split(_ shape: [Int], at position: Int) -> (outer: Int, length: Int, inner: Int) {
    (shape[..<position].reduce(1, *), shape[position], shape[(position + 1)...].reduce(1, *))
  }
}
