import HebbPlasticity
public import HebbSupport
import HebbTensor

/// How much more than its bare matrix products a rule's update costs, in a layer that learns from random samples.
///
/// An update is all that `Population.learn` does once the neurons have responded: the rule, decay, learning rate, unit
/// norm of every neuron's weights, and the check that they are finite. Products are timed in the same rounds, on as many
/// threads, into memory that is there.
public struct RuleBenchmark: Sendable, Encodable {
  public struct Timing: Sendable, Encodable {
    public let rule: String
    /// What the update is compared with: "AᵀX".
    public let products: String
    /// Medians over the rounds.
    public let secondsOfProducts: Double
    public let secondsOfUpdate: Double
    /// Update by products, the median over the rounds of the ratio in each.
    public let ratio: Double
  }

  public let instructionSet: String
  public let threads: Int
  public let neurons: Int
  public let inputs: Int
  public let batch: Int
  public let rounds: Int
  public let timings: [Timing]

  /// Times all cases in turn, in `rounds` rounds: by default every rule.
  ///
  /// - Throws: `Problem` if a rule cannot learn from random samples.
  public static func run(
    _ given: [RuleBenchmarkCase]? = nil, neurons: Int = 2000, inputs: Int = 784, batch: Int = 100,
    rounds: Int = 20, threads: Int, instructionSet: String
  ) throws(Problem) -> RuleBenchmark {
    precondition(neurons > 0 && inputs > 0 && batch > 0 && rounds > 0, "nothing to time")
    let parallel = Parallel(threads: threads)
    let cases = if let given { given } else { try RuleBenchmarkCase.all() }
    var random = RandomStream(seed: 1, "benchmark.rules")
    func normal(_ shape: [Int]) -> Tensor {
      Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in random.normal() })
    }
    let (x, weights, y) = (normal([batch, inputs]), normal([neurons, inputs]), normal([batch, neurons]))
    var products = BareProducts(x: x, y: y, weights: weights, parallel: parallel)
    // For rules that need to be told something.
    let signals = Signals(reward: normal([batch]).elements, outputError: normal([batch, 10]))
    var populations = cases.map { Population($0.plasticity, weights: weights) }
    let responses = populations.map { $0.respond(to: x, parallel: parallel) }

    var times = cases.map { _ in (products: [Double](), updates: [Double]()) }
    let clock = ContinuousClock()
    for _ in 0..<rounds {
      for index in cases.indices {
        // Each is run once before it is timed, so that both find their own memory in the cache.
        products.compute(cases[index].products)
        times[index].products.append(clock.measure { products.compute(cases[index].products) } / .seconds(1))
        try populations[index].learn(from: x, responses[index], signals: signals, parallel: parallel)
        let start = clock.now
        try populations[index].learn(from: x, responses[index], signals: signals, parallel: parallel)
        times[index].updates.append((clock.now - start) / .seconds(1))
      }
    }
    let timings = zip(cases, times).map { example, times in
      Timing(
        rule: example.name, products: example.products.rawValue, secondsOfProducts: median(times.products),
        secondsOfUpdate: median(times.updates), ratio: median(zip(times.updates, times.products).map(/)))
    }
    return RuleBenchmark(
      instructionSet: instructionSet, threads: threads, neurons: neurons, inputs: inputs, batch: batch, rounds: rounds,
      timings: timings)
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}

/// Matrix products by themselves, into memory that is used again.
private struct BareProducts {
  let x: Tensor
  let y: Tensor
  let weights: Tensor
  let parallel: Parallel
  private var change: Tensor
  private var reconstruction: Tensor
  private var response: Tensor

  init(x: Tensor, y: Tensor, weights: Tensor, parallel: Parallel) {
    (self.x, self.y, self.weights, self.parallel) = (x, y, weights, parallel)
    change = Tensor(shape: weights.shape)
    reconstruction = Tensor(shape: x.shape)
    response = Tensor(shape: y.shape)
  }

  mutating func compute(_ products: RuleBenchmarkCase.Products) {
    Self.multiply(y, x, transposingA: true, into: &change, parallel)
    switch products {
    case .input: break
    case .reconstruction: Self.multiply(y, weights, into: &reconstruction, parallel)
    case .graph: Self.multiply(x, weights, transposingB: true, into: &response, parallel)
    }
  }

  private static func multiply(
    _ a: Tensor, _ b: Tensor, transposingA: Bool = false, transposingB: Bool = false, into c: inout Tensor,
    _ parallel: Parallel
  ) {
    let (rows, columns) = (c.shape[0], c.shape[1])
    c.withUnsafeMutableBufferPointer { c in
      a.withUnsafeBufferPointer { first in
        b.withUnsafeBufferPointer { second in
          guard let out = c.baseAddress, let left = first.baseAddress, let right = second.baseAddress else { return }
          LinearAlgebra.multiply(
            left, right, into: out, rows: rows, columns: columns, inner: b.shape[transposingB ? 1 : 0],
            transposingA: transposingA, transposingB: transposingB, parallel: parallel)
        }
      }
    }
  }
}
