import HebbPlasticity
import HebbTensor
import Testing

@Suite("Single steps of polynomial rules")
struct PolynomialStepTests {
  @Test("A step is the update of one sample, scaled by both rates", arguments: [0, 1, 3, 8, 33])
  func update(inputs: Int) {
    var random = RandomStream(seed: 8, "step \(inputs)")
    func tensor(_ shape: [Int]) -> Tensor {
      Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in random.normal() })
    }
    for _ in 0..<5 {
      let rule = Polynomial(coefficients: (0..<27).map { _ in Double(tensor([]).elements[0]) })
      let (x, y, w) = (tensor([1, inputs]), tensor([1, 1]), tensor([1, inputs]))
      let expected = zip(w.elements, PolynomialUpdateTests.plain(rule, x: x, y: y, w: w)).map { Double($0) + 0.02 * $1 }
      var weights = w.elements
      let step = PolynomialStep(rule, learningRate: 0.1)
      weights.withUnsafeMutableBufferPointer { weights in
        x.withUnsafeBufferPointer { x in
          guard let weights = weights.baseAddress, let x = x.baseAddress else { return }
          step.update(weights, x: x, y: y.elements[0], rate: 0.2, count: inputs)
        }
      }
      for (value, expected) in zip(weights, expected) {
        #expect(abs(Double(value) - expected) < 1e-4 * max(1, abs(expected)))
      }
    }
  }
}
