import HebbTensor

/// How near one result of a case is to the expected one.
public struct QuantityComparison: Sendable, Equatable {
  public let name: String
  /// ‖result − expected‖ / ‖expected‖ in the Frobenius norm; ‖result‖ if all that is expected is zero. Infinite if the
  /// result is not finite.
  public let relativeError: Double
  public let matches: Bool

  init(_ result: ReferenceResult, with expected: ReferenceArray) {
    let values = result.values.elements.map { Double($0) }
    let difference = zip(values, expected.values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let size = expected.values.reduce(0) { $0 + $1 * $1 }
    let error = (size > 0 ? difference / size : difference).squareRoot()
    name = result.name
    relativeError = error.isNaN ? .infinity : error
    matches = result.isExact ? values == expected.values : relativeError <= Verification.tolerance
  }
}
