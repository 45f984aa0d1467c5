/// A sum along some axes, and its transpose, which repeats a gradient along them.
struct Reduction: Sendable {
  /// The reduced shape, with or without the axes that were summed.
  private let shape: [Int]
  /// How the reduced tensor, on the left, meets the whole one, on the right.
  private let broadcast: Broadcast

  init(_ axes: [Int], of shape: [Int], keepingAxes: Bool) {
    let kept = Axes.kept(axes, in: shape)
    guard let broadcast = Broadcast(kept, shape) else { preconditionFailure("\(kept) broadcasts to \(shape)") }
    self.shape = keepingAxes ? kept : Axes.removed(axes, from: shape)
    self.broadcast = broadcast
  }

  /// The sum of the elements along the axes.
  func sum(_ x: Tensor) -> Tensor {
    reduce(x) {
      $0
    } row: {
      Summation.sum($0, $1)
    }
  }

  /// The sum of the squares of the elements along the axes.
  func sumOfSquares(_ x: Tensor) -> Tensor {
    reduce(x) {
      $0 * $0
    } row: {
      Summation.sumOfSquares($0, $1)
    }
  }

  @inline(__always)
  private func reduce(
    _ x: Tensor, term: (Float) -> Float, row sumOfRow: (UnsafePointer<Float>, Int) -> Float
  ) -> Tensor {
    var result = Tensor(shape: shape)
    let length = broadcast.rowLength
    result.withUnsafeMutablePointer { result in
      x.withUnsafePointer { x in
        broadcast.forEachRow { start, reduced, _ in
          let (row, target) = (x + start, result + reduced)
          switch broadcast.left {
          case .along: for i in 0..<length { target[i] += term(row[i]) }
          case .stay: target[0] += sumOfRow(row, length)
          }
        }
      }
    }
    return result
  }

  /// Adds, to every element of the whole tensor's gradient, f(gradient of the sum that it is part of, its flat index).
  @inline(__always)
  func spread(_ gradient: Tensor, into sum: inout GradientSum, _ f: (_ gradient: Float, _ index: Int) -> Float) {
    let length = broadcast.rowLength
    gradient.withUnsafePointer { gradient in
      sum.update { sum, adding in
        broadcast.forEachRow { start, reduced, _ in
          let (row, g) = (sum + start, gradient + reduced)
          switch (broadcast.left, adding) {
          case (.along, true): for i in 0..<length { row[i] += f(g[i], start + i) }
          case (.along, false): for i in 0..<length { row[i] = f(g[i], start + i) }
          case (.stay, true): for i in 0..<length { row[i] += f(g[0], start + i) }
          case (.stay, false): for i in 0..<length { row[i] = f(g[0], start + i) }
          }
        }
      }
    }
  }
}
