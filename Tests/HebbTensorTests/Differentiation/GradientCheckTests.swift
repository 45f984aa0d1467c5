import Testing

@testable import HebbTensor

/// The checker of gradients, on gradients that are wrong.
@Suite("Gradient check")
struct GradientCheckTests {
  /// x², with a gradient of the tester's making.
  private func square(_ x: Variable, gradient: @escaping @Sendable (Float) -> Float) -> Variable {
    let value = x.value
    return Variable(value.mapped { $0 * $0 }, from: [x.edge { $1.add($0, value) { $0 * gradient($1) } }])
  }

  @Test("A right gradient passes, of numbers small and large")
  func right() {
    expectGradients(at: [Tensor(shape: [4], elements: [0.01, 1, -3, 20])]) { square($0[0]) { 2 * $0 } }
  }

  @Test("A gradient that is wrong by half a per cent, in sign, or in one element is found")
  func wrong() {
    let x = awayFromZero([5])
    let largest = x.elements.max() ?? 0
    let planted: [@Sendable (Float) -> Float] = [{ 2.01 * $0 }, { -2 * $0 }, { $0 == largest ? 0 : 2 * $0 }]
    for gradient in planted {
      #expect(gradientFaults(at: [x]) { square($0[0], gradient: gradient) }.count == 1)
    }
  }

  @Test("A gradient that overwrites earlier ones, instead of being added, is found")
  func overwriting() {
    let faults = gradientFaults(at: [awayFromZero([3])]) { v in
      let x = v[0]
      let value = x.value
      let square = Variable(
        value.mapped { $0 * $0 },
        from: [
          x.edge { gradient, sum in
            _ = sum.take()
            sum.add(gradient, value) { 2 * $0 * $1 }
          }
        ])
      return square + x + x.exp()
    }
    #expect(!faults.isEmpty)
  }
}
