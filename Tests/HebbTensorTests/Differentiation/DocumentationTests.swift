import HebbTensor
import Testing

/// The example of docs/differentiation.md.
@Suite("Documentation of differentiation")
struct DifferentiationDocumentationTests {
  @Test("The example of the page learns by the instar rule")
  func example() {
    let inputs = normal([6, 4], "inputs")
    let weights = normal([3, 4], "weights")
    // One winner a sample.
    let winners = Tensor(shape: [6, 3], elements: (0..<18).map { $0 % 3 == $0 / 3 % 3 ? 1 : 0 })

    let x = Variable.constant(inputs)
    let w = Variable(weights)
    let u = x.matmul(w, transposingB: true) - 0.5 * w.sumOfSquares(along: 1)
    let y = u.replacingValue(with: winners)
    let loss = -0.5 * y.sumOfSquares()
    let gradient = loss.gradient(withRespectTo: w)
    let learned = w - 0.01 * .constant(gradient)

    var expected = weights
    for neuron in 0..<3 {
      for input in 0..<4 {
        // Neuron i wins samples i and i + 3.
        let seen = [neuron, neuron + 3].map { inputs[$0, input] - weights[neuron, input] }
        expected[neuron, input] += 0.01 * (seen[0] + seen[1])
      }
    }
    #expect(relativeError(learned.value, expected) < 1e-6)
  }
}
