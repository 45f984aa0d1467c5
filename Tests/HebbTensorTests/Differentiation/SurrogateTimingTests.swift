import Foundation
import HebbTensor
import Testing

/// The work of Benchmarks/peers/surrogate.py, timed when `HEBB_TIMING` is set: JSON lines with the same keys.
@Suite("Surrogate timing", .serialized, .enabled(if: ProcessInfo.processInfo.environment["HEBB_TIMING"] != nil))
struct SurrogateTimingTests {
  @Test("The instar gradient of 2,000 neurons on 100 samples of 784 inputs")
  func layer() {
    let (x, weights, real) = (normal([100, 784], "x"), normal([2000, 784], "w"), normal([100, 2000], "real"))
    report("surrogate-layer", rounds: 30) {
      let w = Variable(weights)
      let u = Variable.constant(x).matmul(w, transposingB: true) - 0.5 * w.sumOfSquares(along: 1)
      return (-0.5 * u.replacingValue(with: real).sumOfSquares()).gradient(withRespectTo: w)
    }
  }

  @Test("The instar gradient of 100 filters of 5 × 5 on 100 images of 3 × 32 × 32")
  func convolution() {
    let (x, kernels) = (normal([100, 3, 32, 32], "x"), normal([100, 3, 5, 5], "w"))
    let real = normal([100, 100, 28, 28], "real")
    report("surrogate-convolution", rounds: 15) {
      let w = Variable(kernels)
      let norms = w.sumOfSquares(along: [1, 2, 3]).reshaped([100, 1, 1])
      let u = Variable.constant(x).convolved(with: w) - 0.5 * norms
      return (-0.5 * u.replacingValue(with: real).sumOfSquares()).gradient(withRespectTo: w)
    }
  }

  private func report(_ work: String, rounds: Int, _ gradient: () -> Tensor) {
    for _ in 0..<3 { #expect(gradient().count > 0) }
    let clock = ContinuousClock()
    let times = (0..<rounds).map { _ in clock.measure { _ = gradient() } / .seconds(1) }.sorted()
    print(
      #"{"peer": "hebb", "work": "\#(work)", "threads": \#(Parallel.processors), "#
        + #""secondsPerGradient": \#(times[rounds / 2])}"#)
  }
}
