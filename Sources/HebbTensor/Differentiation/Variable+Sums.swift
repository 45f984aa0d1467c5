/// Sums and means. Axes are numbered from 0; negative ones count from the last. Summed axes disappear, or stay with
/// length 1 (`keepingAxes`), so that the result broadcasts against the operand.
extension Variable {
  /// The sum of all elements. Shape: any → `[]`.
  public func sum() -> Variable { sum(along: Array(shape.indices)) }

  /// The sum along an axis. Shape: `[a, b, c]` along 1 → `[a, c]`, or `[a, 1, c]`.
  public func sum(along axis: Int, keepingAxes: Bool = false) -> Variable {
    sum(along: [axis], keepingAxes: keepingAxes)
  }

  /// The sum along some axes. Shape: `[a, b, c]` along `[0, 2]` → `[b]`, or `[1, b, 1]`.
  public func sum(along axes: [Int], keepingAxes: Bool = false) -> Variable {
    let reduction = Reduction(axes, of: shape, keepingAxes: keepingAxes)
    return Variable(reduction.sum(value), from: [edge { reduction.spread($0, into: &$1) { gradient, _ in gradient } }])
  }

  /// The mean of all elements, NaN if there are none. Shape: any → `[]`.
  public func mean() -> Variable { mean(along: Array(shape.indices)) }

  /// The mean along an axis. Shape: `[a, b, c]` along 1 → `[a, c]`, or `[a, 1, c]`.
  public func mean(along axis: Int, keepingAxes: Bool = false) -> Variable {
    mean(along: [axis], keepingAxes: keepingAxes)
  }

  /// The mean along some axes, NaN if there is nothing along them. Shape: `[a, b, c]` along `[0, 2]` → `[b]`, or
  /// `[1, b, 1]`.
  public func mean(along axes: [Int], keepingAxes: Bool = false) -> Variable {
    let total = sum(along: axes, keepingAxes: keepingAxes)
    return total / Float(axes.reduce(1) { $0 * shape[Axes.position(of: $1, in: shape)] })
  }

  /// The sum of the squares of all elements: the squared norm. Shape: any → `[]`.
  public func sumOfSquares() -> Variable { sumOfSquares(along: Array(shape.indices)) }

  /// The sum of squares along an axis. Shape: `[neurons, inputs]` along 1 → `[neurons]`, the squared norm of each neuron's
  /// weights.
  public func sumOfSquares(along axis: Int, keepingAxes: Bool = false) -> Variable {
    sumOfSquares(along: [axis], keepingAxes: keepingAxes)
  }

  /// The sum of squares along some axes. The same as `squared().sum(along: axes)`, without a tensor of the squares.
  public func sumOfSquares(along axes: [Int], keepingAxes: Bool = false) -> Variable {
    let reduction = Reduction(axes, of: shape, keepingAxes: keepingAxes)
    let x = value
    return Variable(
      reduction.sumOfSquares(x),
      from: [
        edge { gradient, sum in
          x.withUnsafePointer { x in
            reduction.spread(gradient, into: &sum) { gradient, index in 2 * gradient * x[index] }
          }
        }
      ])
  }
}
