import Foundation
import HebbPlasticity
import HebbTensor

func exponential(_ value: Double) -> Double { exp(value) }

/// sign(w)|w|^e, 0 for 0.
func signedPower(_ value: Double, _ exponent: Double) -> Double {
  value == 0 ? 0 : (value < 0 ? -1 : 1) * pow(abs(value), exponent)
}

extension Tensor {
  /// A matrix in double precision.
  var rows: Matrix {
    (0..<shape[0]).map { row in (0..<shape[1]).map { Double(self[flat: row * shape[1] + $0]) } }
  }

  /// Precondition: all rows have `columns` elements.
  init(_ rows: Matrix, columns: Int) {
    self.init(shape: [rows.count, columns], elements: rows.flatMap { $0.map { Float($0) } })
  }
}

/// ‖a − b‖ and ‖b‖ in the Frobenius norm.
func distance(_ a: Matrix, _ b: Matrix) -> (error: Double, norm: Double) {
  let (a, b) = (a.flatMap(\.self), b.flatMap(\.self))
  return (zip(a, b).map { ($0 - $1) * ($0 - $1) }.sum.squareRoot(), b.map { $0 * $0 }.sum.squareRoot())
}

/// Whether a result in single precision is right: a relative error of at most 1e-5, or, where terms of about 1 cancel, an
/// error of a few of their last digits.
func agrees(_ actual: Matrix, _ expected: Matrix) -> Bool {
  guard actual.map(\.count) == expected.map(\.count) else { return false }
  let (error, norm) = distance(actual, expected)
  return error <= 1e-5 * norm + 1e-6
}

func arcCosine(_ value: Double) -> Double { acos(value) }
