import HebbTensor
import Testing

/// The identity that the module is made for: with the value of y replaced, gradient descent on −½ Σ y² is the rule.
///
/// > Reference: T. Miconi (2021), appendix A.
@Suite("Surrogate losses")
struct SurrogateLossTests {
  static let (samples, neurons, inputs) = (13, 7, 11)
  let x = normal([samples, inputs], "x")
  let w = normal([neurons, inputs], "w")
  /// Outputs of any kind, some of them exactly 0.
  let y = Tensor(
    shape: [samples, neurons],
    elements: normal([samples, neurons], "y").elements.map { $0 < -0.5 ? 0 : $0 })

  /// Σ y (x − decay(y) w) over the samples, in double precision.
  func update(decay: (Double) -> Double) -> Tensor {
    Tensor(
      shape: w.shape,
      elements: (0..<Self.neurons * Self.inputs).map { element in
        let (neuron, input) = (element / Self.inputs, element % Self.inputs)
        return Float(
          (0..<Self.samples).reduce(0.0) { sum, sample in
            let output = Double(y[sample, neuron])
            return sum + output * (Double(x[sample, input]) - decay(output) * Double(w[neuron, input]))
          })
      })
  }

  /// One step of gradient descent with learning rate 1.
  func descent(_ graph: (_ x: Variable, _ w: Variable, _ y: Variable) -> Variable) -> Tensor {
    let w = Variable(self.w)
    let output = graph(.constant(x), w, .constant(y)).replacingValue(with: y)
    let loss = -0.5 * output.squared().sum()
    return (-Variable(loss.gradient(withRespectTo: w))).value
  }

  @Test("w·x gives the rule of Hebb, Σ y x")
  func hebb() {
    let step = descent { x, w, _ in x.matmul(w, transposingB: true) }
    #expect(relativeError(step, update { _ in 0 }) < 1e-5)
  }

  @Test("w·x − ½‖w‖² gives the instar rule, Σ y (x − w)")
  func instar() {
    let step = descent { x, w, _ in x.matmul(w, transposingB: true) - 0.5 * w.sumOfSquares(along: 1) }
    #expect(relativeError(step, update { _ in 1 }) < 1e-5)
    let squared = descent { x, w, _ in x.matmul(w, transposingB: true) - 0.5 * w.squared().sum(along: 1) }
    #expect(relativeError(squared, step) < 1e-6)
  }

  @Test("w·x − ½ y‖w‖² gives Oja's rule, Σ y (x − y w)")
  func oja() {
    let step = descent { x, w, y in x.matmul(w, transposingB: true) - 0.5 * y * w.sumOfSquares(along: 1) }
    #expect(relativeError(step, update { $0 }) < 1e-5)
  }

  @Test("The instar rule of a convolution: every position is a sample")
  func convolution() {
    let (images, kernels) = (normal([2, 3, 5, 4], "images"), normal([4, 3, 2, 2], "kernels"))
    let real = normal([2, 4, 4, 3], "real")
    let w = Variable(kernels)
    let norms = w.sumOfSquares(along: [1, 2, 3]).reshaped([4, 1, 1])
    let u = Variable.constant(images).convolved(with: w) - 0.5 * norms
    let loss = -0.5 * u.replacingValue(with: real).squared().sum()
    let step = -Variable(loss.gradient(withRespectTo: w))
    // Σ y x of the unfolded patches, minus Σ y times w.
    let patches = Variable(images).unfolded(kernel: (2, 2)).permuted([0, 2, 1]).reshaped([24, 12])
    let y = Variable(real).reshaped([2, 4, 12]).permuted([0, 2, 1]).reshaped([24, 4])
    let flat = w.reshaped([4, 12])
    let expected = y.matmul(patches, transposingA: true) - y.sum(along: 0).reshaped([4, 1]) * flat
    #expect(relativeError(step.value.reshaped([4, 12]), expected.value) < 1e-5)
  }
}
