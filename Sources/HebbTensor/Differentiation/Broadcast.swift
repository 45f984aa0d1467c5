/// How the elements of two tensors meet under NumPy's broadcasting rules: shapes are aligned at their last axes, and a
/// missing axis, or one of length 1, is repeated as often as the other tensor needs.
///
/// Neighbouring axes that both tensors step through alike are merged, so that most cases become one or two loops, the
/// inner of which the compiler can vectorise.
struct Broadcast: Sendable {
  /// How a tensor moves along a row of the result.
  enum Step { case along, stay }

  private struct Axis {
    var length: Int
    var leftStride: Int
    var rightStride: Int
  }

  /// The shape of the result.
  let shape: [Int]
  /// Elements of a row; the rows follow each other in the result.
  let rowLength: Int
  /// How each tensor moves along a row. At least one moves.
  let left: Step
  let right: Step
  /// Axes outside the rows, the outermost first.
  private let outer: [Axis]

  /// Nil if the shapes do not go together.
  init?(_ leftShape: [Int], _ rightShape: [Int]) {
    let rank = max(leftShape.count, rightShape.count)
    var shape = [Int](repeating: 1, count: rank)
    var axes: [Axis] = []
    var (leftStride, rightStride) = (1, 1)
    for fromEnd in 1..<(rank + 1) {
      let leftLength = fromEnd <= leftShape.count ? leftShape[leftShape.count - fromEnd] : 1
      let rightLength = fromEnd <= rightShape.count ? rightShape[rightShape.count - fromEnd] : 1
      guard leftLength == rightLength || leftLength == 1 || rightLength == 1 else { return nil }
      let axis = Axis(
        length: leftLength == 1 ? rightLength : leftLength, leftStride: leftLength == 1 ? 0 : leftStride,
        rightStride: rightLength == 1 ? 0 : rightStride)
      shape[rank - fromEnd] = axis.length
      leftStride *= leftLength
      rightStride *= rightLength
      if axis.length == 1 { continue }
      if let inner = axes.last, axis.leftStride == inner.leftStride * inner.length,
        axis.rightStride == inner.rightStride * inner.length
      {
        axes[axes.count - 1].length *= axis.length
      } else {
        axes.append(axis)
      }
    }
    self.shape = shape
    let row = axes.first ?? Axis(length: 1, leftStride: 1, rightStride: 1)
    rowLength = row.length
    left = row.leftStride == 0 ? .stay : .along
    right = row.rightStride == 0 ? .stay : .along
    outer = axes.dropFirst().reversed()
  }

  private init(swapping other: Broadcast) {
    shape = other.shape
    rowLength = other.rowLength
    (left, right) = (other.right, other.left)
    outer = other.outer.map { Axis(length: $0.length, leftStride: $0.rightStride, rightStride: $0.leftStride) }
  }

  /// The same with left and right exchanged.
  var swapped: Broadcast { Broadcast(swapping: self) }

  /// Calls `body` for every row, with where it begins in the result and in both tensors.
  @inline(__always)
  func forEachRow(_ body: (_ result: Int, _ left: Int, _ right: Int) -> Void) {
    guard !shape.contains(0) else { return }
    var index = [Int](repeating: 0, count: outer.count)
    var (result, left, right) = (0, 0, 0)
    while true {
      body(result, left, right)
      result += rowLength
      var axis = outer.count - 1
      while axis >= 0 {
        index[axis] += 1
        left += outer[axis].leftStride
        right += outer[axis].rightStride
        if index[axis] < outer[axis].length { break }
        left -= outer[axis].leftStride * outer[axis].length
        right -= outer[axis].rightStride * outer[axis].length
        index[axis] = 0
        axis -= 1
      }
      if axis < 0 { return }
    }
  }
}
