public import HebbTensor

/// How fast the gradient of a surrogate loss is found by automatic differentiation: instar, with the real output as the
/// value of y. The work of Benchmarks/peers/surrogate.py.
public struct GradientBenchmark: Sendable, Encodable {
  public enum Work: String, Sendable, CaseIterable, Encodable {
    /// 2,000 neurons on 100 samples of 784 inputs.
    case layer
    /// 100 filters of 5 × 5 on 100 images of 3 × 32 × 32.
    case convolution
  }

  public let work: Work
  public let threads: Int
  public let rounds: Int
  /// The median over the rounds.
  public let secondsPerGradient: Double
  /// Images (or samples) per second.
  public let imagesPerSecond: Double

  /// Times `rounds` gradients, after three that are not counted.
  public static func run(_ work: Work, rounds: Int, parallel: Parallel) -> GradientBenchmark {
    precondition(rounds > 0, "nothing to time")
    let gradient = gradient(of: work, parallel: parallel)
    var elements = 0
    for _ in 0..<3 { elements += gradient().count }
    let clock = ContinuousClock()
    let times = (0..<rounds).map { _ in clock.measure { elements += gradient().count } / .seconds(1) }.sorted()
    precondition(elements > 0)
    return GradientBenchmark(
      work: work, threads: parallel.threads, rounds: rounds, secondsPerGradient: times[rounds / 2],
      imagesPerSecond: Double(batch) / times[rounds / 2])
  }

  private static let batch = 100

  private static func gradient(of work: Work, parallel: Parallel) -> () -> Tensor {
    func normal(_ shape: [Int], _ name: String) -> Tensor {
      var random = RandomStream(seed: 1, "benchmark.gradients.\(name)")
      return Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in random.normal() })
    }
    switch work {
    case .layer:
      let (x, weights, y) = (normal([batch, 784], "x"), normal([2000, 784], "w"), normal([batch, 2000], "y"))
      return {
        let w = Variable(weights)
        let u = Variable.constant(x).matmul(w, transposingB: true, parallel: parallel) - 0.5 * w.sumOfSquares(along: 1)
        return (-0.5 * u.replacingValue(with: y).sumOfSquares()).gradient(withRespectTo: w)
      }
    case .convolution:
      let (x, kernels) = (normal([batch, 3, 32, 32], "x"), normal([100, 3, 5, 5], "w"))
      let y = normal([batch, 100, 28, 28], "y")
      return {
        let w = Variable(kernels)
        let norms = w.sumOfSquares(along: [1, 2, 3]).reshaped([100, 1, 1])
        let u = Variable.constant(x).convolved(with: w, parallel: parallel) - 0.5 * norms
        return (-0.5 * u.replacingValue(with: y).sumOfSquares()).gradient(withRespectTo: w)
      }
    }
  }
}
