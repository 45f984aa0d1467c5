import HebbNetworks
import HebbSequences
import HebbSupport
import HebbTensor

/// How fast gated recurrent networks learn: forward, cross-entropy of every step, back-propagation through time, Adam.
public struct GatedBenchmark: Sendable, Encodable {
  /// What is timed.
  public enum Work: String, Sendable, CaseIterable, Encodable {
    /// A gated recurrent unit, rectified, with a fully connected layer; the work of Benchmarks/peers/gru.py.
    case gru
    /// The same behind a projection to the hidden units that learns by a Hebbian rule.
    case hebbianGRU
    /// A text model of as many symbols as there are outputs.
    case text
  }

  /// Sizes of what is timed.
  public struct Sizes: Sendable, Encodable {
    public var inputs = 512
    public var hidden = 256
    public var outputs = 128
    public var batch = 32
    public var steps = 100

    public init() {}
  }

  public let work: Work
  public let instructionSet: String
  public let threads: Int
  public let sizes: Sizes
  public let rounds: Int
  /// The least and the median over the rounds.
  public let leastSecondsPerStep: Double
  public let secondsPerStep: Double
  public let stepsPerSecond: Double
  /// Sequences per second, under the name by which Benchmarks/run compares.
  public let imagesPerSecond: Double

  /// Times `rounds` training steps, after two that are not counted.
  ///
  /// - Throws: `Problem` if a size is not positive, or if there are more than 256 outputs.
  public static func run(_ work: Work, _ sizes: Sizes, rounds: Int, threads: Int) throws -> GatedBenchmark {
    precondition(rounds > 0, "nothing to time")
    let train = try training(of: work, sizes, Parallel(threads: threads))
    for _ in 0..<2 { try train() }
    let clock = ContinuousClock()
    let seconds = try (0..<rounds).map { _ in try clock.measure { try train() } / .seconds(1) }.sorted()
    let median = seconds[rounds / 2]
    return GatedBenchmark(
      work: work, instructionSet: KernelSupport.selected, threads: threads, sizes: sizes, rounds: rounds,
      leastSecondsPerStep: seconds[0], secondsPerStep: median, stepsPerSecond: 1 / median,
      imagesPerSecond: Double(sizes.batch) / median)
  }

  /// One training step on a batch that stays the same.
  private static func training(of work: Work, _ sizes: Sizes, _ parallel: Parallel) throws -> () throws -> Void {
    var random = RandomStream(seed: 1, "benchmark.gru")
    let rows = sizes.batch * sizes.steps
    let targets = (0..<rows).map { _ in random.next(below: sizes.outputs) }
    func inputs() -> Tensor {
      Tensor(
        shape: [sizes.batch, sizes.steps, sizes.inputs],
        elements: (0..<rows * sizes.inputs).map { _ in random.normal() })
    }
    switch work {
    case .gru:
      let network = try GatedNetwork(
        inputs: sizes.inputs, hidden: sizes.hidden, outputs: sizes.outputs, parallel: parallel)
      let x = inputs()
      return { try network.train(on: x, targets: targets) }
    case .hebbianGRU:
      let network = try HebbianGRU(
        inputDimension: sizes.inputs, hiddenDimension: sizes.hidden, outputDimension: sizes.outputs, parallel: parallel)
      let x = inputs()
      return { try network.train(on: x, targets: targets) }
    case .text:
      let model = try GatedTextModel(symbols: sizes.outputs, hidden: sizes.hidden, parallel: parallel)
      let batch = SequenceBatch(
        lanes: sizes.batch, length: sizes.steps, inputs: targets.map { UInt8($0) },
        targets: targets.reversed().map { UInt8($0) })
      return { _ = try model.learn(from: batch, rateFactor: 1) }
    }
  }
}
