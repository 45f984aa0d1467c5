import HebbTensor
import Testing

/// Expects the gradients of an expression, with respect to each of its inputs, to agree with finite differences.
///
/// - Parameters: as for `gradientFaults`.
func expectGradients(
  at inputs: [Tensor], step: Float = 0x1p-6, tolerance: Double = 1e-3, _ name: String = "",
  sourceLocation: SourceLocation = #_sourceLocation, of expression: ([Variable]) -> Variable
) {
  let faults = gradientFaults(at: inputs, step: step, tolerance: tolerance, of: expression)
  #expect(faults.isEmpty, "\(name) \(faults.joined(separator: "; "))", sourceLocation: sourceLocation)
}

/// What is wrong with the gradients of an expression, one text for each fault.
///
/// The expression's elements are weighted by fixed random numbers and added up in double precision, so that every one of
/// them counts and rounding stays small. Four evaluations an element, at ±h and ±2h, leave an error of order h⁴.
///
/// - Parameters:
///   - step: h.
///   - tolerance: allowed error, as a part of the largest element of the gradient or of 1.
func gradientFaults(
  at inputs: [Tensor], step: Float = 0x1p-6, tolerance: Double = 1e-3, of expression: ([Variable]) -> Variable
) -> [String] {
  var faults: [String] = []
  let variables = inputs.map { Variable($0) }
  let result = expression(variables)
  var random = RandomStream(seed: 11, "gradient check")
  let weights = tensor(result.shape, &random)
  let gradients = (result * .constant(weights)).sum().gradients(withRespectTo: variables)

  func weightedSum(_ inputs: [Tensor]) -> Double {
    let value = expression(inputs.map { .constant($0) }).value
    return zip(value.elements, weights.elements).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
  func difference(_ input: Int, _ element: Int, _ step: Float) -> (rise: Double, run: Double) {
    var (above, below) = (inputs, inputs)
    above[input][flat: element] += step
    below[input][flat: element] -= step
    return (
      weightedSum(above) - weightedSum(below),
      Double(above[input][flat: element]) - Double(below[input][flat: element])
    )
  }

  for (input, gradient) in gradients.enumerated() {
    guard gradient.shape == inputs[input].shape else {
      faults.append("input \(input) of shape \(inputs[input].shape) has a gradient of shape \(gradient.shape)")
      continue
    }
    let numeric = (0..<inputs[input].count).map { element in
      let (near, far) = (difference(input, element, step), difference(input, element, 2 * step))
      return (4 * near.rise / near.run - far.rise / far.run) / 3
    }
    let scale = numeric.reduce(1) { max($0, abs($1)) }
    let worst = zip(gradient.elements, numeric).map { abs(Double($0) - $1) / scale }.max() ?? 0
    // Also if it is not a number.
    if !(worst < tolerance) {
      faults.append("input \(input) of shape \(gradient.shape): \(gradient.elements) instead of \(numeric)")
    }
    let alone = (expression(variables) * .constant(weights)).sum().gradient(withRespectTo: variables[input])
    if !(relativeError(alone, gradient) < 1e-5) { faults.append("input \(input) asked for alone") }
  }
  return faults
}

/// ‖a − b‖ / ‖b‖, or ‖a‖ if b is zero.
func relativeError(_ a: Tensor, _ b: Tensor) -> Double {
  let (difference, norm) = zip(a.elements, b.elements).reduce((0.0, 0.0)) { sums, pair in
    let (x, y) = (Double(pair.0), Double(pair.1))
    return (sums.0 + (x - y) * (x - y), sums.1 + y * y)
  }
  return (difference / (norm > 0 ? norm : 1)).squareRoot()
}

/// Standard normal numbers, the same for the same name.
func normal(_ shape: [Int], _ name: String = "normal") -> Tensor {
  var random = RandomStream(seed: 5, name)
  return tensor(shape, &random)
}

/// Numbers in ±[0.4, 1.6], away from 0 where some functions have a kink or a pole.
func awayFromZero(_ shape: [Int], _ name: String = "away") -> Tensor {
  var random = RandomStream(seed: 6, name)
  return Tensor(
    shape: shape,
    elements: (0..<shape.reduce(1, *)).map { _ in
      (0.4 + 1.2 * random.uniform()) * (random.uniform() < 0.5 ? -1 : 1)
    })
}

/// Numbers in [0.4, 1.6].
func positive(_ shape: [Int], _ name: String = "positive") -> Tensor {
  let numbers = awayFromZero(shape, name)
  return Tensor(shape: shape, elements: numbers.elements.map { abs($0) })
}
