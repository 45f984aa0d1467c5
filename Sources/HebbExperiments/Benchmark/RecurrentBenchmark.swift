import HebbNetworks
import HebbPlasticity
public import HebbSequences
import HebbSupport
import HebbTensor

/// How fast a Hebbian recurrent network learns, symbol by symbol.
public struct RecurrentBenchmark: Sendable, Encodable {
  public let instructionSet: String
  public let symbols: Int
  public let state: Int
  public let layers: Int
  public let lanes: Int
  public let length: Int
  public let rule: String
  /// Median over the rounds: one symbol of each lane read, answered and learned from.
  public let secondsPerStep: Double
  public let leastSecondsPerStep: Double
  public let symbolsPerSecond: Double
  /// The same, as other benchmarks call it.
  public let imagesPerSecond: Double

  /// Times learning from random sequences.
  ///
  /// - Throws: `Problem` if a size is out of range.
  public static func run(
    _ description: HebbianRNNDescription, lanes: Int, length: Int, rounds: Int, seed: UInt64
  ) throws -> RecurrentBenchmark {
    let network = try HebbianRNN(description, seed: seed)
    var random = RandomStream(seed: seed, "benchmark.symbols")
    func draw() -> [UInt8] { (0..<lanes * length).map { _ in UInt8(random.next(below: description.symbols)) } }
    let batch = SequenceBatch(lanes: lanes, length: length, inputs: draw(), targets: draw())
    _ = try network.learn(from: batch)
    let clock = ContinuousClock()
    let seconds = try (0..<max(rounds, 1)).map { _ in
      try clock.measure { _ = try network.learn(from: batch) } / .seconds(1) / Double(length)
    }.sorted()
    let median = seconds[seconds.count / 2]
    return RecurrentBenchmark(
      instructionSet: KernelSupport.selected, symbols: description.symbols, state: description.state,
      layers: description.layers, lanes: lanes, length: length, rule: type(of: description.plasticity.rule).name,
      secondsPerStep: median, leastSecondsPerStep: seconds[0], symbolsPerSecond: Double(lanes) / median,
      imagesPerSecond: Double(lanes) / median)
  }
}
