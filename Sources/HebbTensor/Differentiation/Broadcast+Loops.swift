extension Broadcast {
  /// f(left, right) for every element of the result.
  @inline(__always)
  func combine(_ left: Tensor, _ right: Tensor, _ f: (Float, Float) -> Float) -> Tensor {
    Tensor(shape: shape) { result in
      left.withUnsafePointer { left in
        right.withUnsafePointer { right in
          forEachRow { r, a, b in
            let (row, a, b) = (result + r, left + a, right + b)
            switch (self.left, self.right) {
            case (.along, .along): for i in 0..<rowLength { row[i] = f(a[i], b[i]) }
            case (.along, .stay): for i in 0..<rowLength { row[i] = f(a[i], b[0]) }
            case (.stay, _): for i in 0..<rowLength { row[i] = f(a[0], b[i]) }
            }
          }
        }
      }
    }
  }

  /// The gradient of `left`: adds f(gradient, left, right) of every element of the result to the element of `left` that
  /// it was computed from.
  @inline(__always)
  func pullBack(
    _ gradient: Tensor, _ left: Tensor, _ right: Tensor, into sum: inout GradientSum,
    _ f: (_ gradient: Float, _ left: Float, _ right: Float) -> Float
  ) {
    gradient.withUnsafePointer { gradient in
      left.withUnsafePointer { left in
        right.withUnsafePointer { right in
          sum.scatter { sum in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: Summation.chunk) { scratch in
              forEachRow { r, a, b in
                let (g, target, a, b) = (gradient + r, sum + a, left + a, right + b)
                switch (self.left, self.right) {
                case (.along, .along): for i in 0..<rowLength { target[i] += f(g[i], a[i], b[i]) }
                case (.along, .stay): for i in 0..<rowLength { target[i] += f(g[i], a[i], b[0]) }
                case (.stay, _):
                  target[0] += Summation.sum(rowLength, scratch) { f(g[$0], a[0], b[$0]) }
                }
              }
            }
          }
        }
      }
    }
  }

  /// Adds every element of a tensor of the result's shape, times `factor`, to the element of the left one that it meets.
  func reduce(_ tensor: Tensor, times factor: Float = 1, into sum: inout GradientSum) {
    tensor.withUnsafePointer { tensor in
      sum.scatter { sum in
        forEachRow { r, a, _ in
          let (row, target) = (tensor + r, sum + a)
          switch left {
          case .along: for i in 0..<rowLength { target[i] += factor * row[i] }
          case .stay: target[0] += factor * Summation.sum(row, rowLength)
          }
        }
      }
    }
  }
}
