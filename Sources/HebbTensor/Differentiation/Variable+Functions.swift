import Foundation

/// Functions of every element. The shape stays.
extension Variable {
  /// e^x
  public func exp() -> Variable {
    let y = value.mapped(VectorMath.exp)
    return Variable(y, from: [edge { $1.add($0, y) { $0 * $1 } }])
  }

  /// The natural logarithm. Its derivative is 1 / x, of negative numbers too, where the value is NaN.
  public func log() -> Variable {
    let x = value
    return Variable(x.mapped { Foundation.log($0) }, from: [edge { $1.add($0, x) { $0 / $1 } }])
  }

  /// √x. Its derivative is infinite at 0.
  public func squareRoot() -> Variable {
    let y = value.mapped { $0.squareRoot() }
    return Variable(y, from: [edge { $1.add($0, y) { 0.5 * $0 / $1 } }])
  }

  /// x²
  public func squared() -> Variable {
    let x = value
    return Variable(x.mapped { $0 * $0 }, from: [edge { $1.add($0, x) { 2 * $0 * $1 } }])
  }

  /// x to the power of a constant.
  public func raised(to exponent: Float) -> Variable {
    let x = value
    let y = x.mapped { Foundation.pow($0, exponent) }
    return Variable(
      y,
      from: [
        edge { gradient, sum in
          // At 0 the formula would give 0 × ∞ for a power that is constant.
          sum.add(gradient, x) { exponent == 0 ? 0 : $0 * exponent * Foundation.pow($1, exponent - 1) }
        }
      ])
  }

  /// |x|. Its derivative at 0 is taken to be 0.
  public func abs() -> Variable {
    let x = value
    return Variable(
      x.mapped { Swift.abs($0) }, from: [edge { $1.add($0, x) { $1 > 0 ? $0 : $1 < 0 ? -$0 : 0 } }])
  }

  /// max(0, x), also called ReLU. Its derivative at 0 is taken to be 0.
  public func rectified() -> Variable {
    let x = value
    // NaN stays NaN, so that it is not overlooked.
    return Variable(x.mapped { $0 <= 0 ? 0 : $0 }, from: [edge { $1.add($0, x) { $1 > 0 ? $0 : 0 } }])
  }

  /// The hyperbolic tangent.
  public func tanh() -> Variable {
    let y = value.mapped(VectorMath.tanh)
    return Variable(y, from: [edge { $1.add($0, y) { $0 * (1 - $1 * $1) } }])
  }

  /// The logistic function 1 / (1 + e^−x).
  public func sigmoid() -> Variable {
    let y = value.mapped(VectorMath.sigmoid)
    return Variable(y, from: [edge { $1.add($0, y) { $0 * $1 * (1 - $1) } }])
  }
}
