import Foundation
public import HebbFigures
import HebbNetworks
import HebbSequences
import HebbSupport
import HebbTensor

/// How fast gated recurrent networks learn: forward, cross-entropy of every step, back-propagation through time, Adam.
public struct GatedBenchmark: Sendable, Encodable {
  /// What is timed.
  public enum Work: String, Sendable, CaseIterable, Encodable {
    /// A gated recurrent unit, rectified, with a fully connected layer; the work of Benchmarks/peers/sequences.py.
    case gru
    /// The same behind a projection to the hidden units that learns by a Hebbian rule.
    case hebbianGRU
    /// A text model of as many symbols as there are outputs.
    case text
  }

  public struct Timing: Sendable, Encodable {
    public let work: Work
    /// The least and the median over the rounds.
    public let leastSecondsPerStep: Double
    public let secondsPerStep: Double
    public let stepsPerSecond: Double
    /// Steps in time that all sequences together advance in a second.
    public let symbolsPerSecond: Double
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

  public let instructionSet: String
  public let threads: Int
  public let sizes: Sizes
  public let rounds: Int
  public let timings: [Timing]

  /// Times `rounds` training steps of each work, after two that are not counted.
  ///
  /// - Throws: `Problem` if a size is not positive, or if there are more than 256 outputs.
  public static func run(_ sizes: Sizes, rounds: Int, threads: Int) throws -> GatedBenchmark {
    precondition(rounds > 0, "nothing to time")
    let timings = try Work.allCases.map { work in
      let train = try training(of: work, sizes, Parallel(threads: threads))
      for _ in 0..<2 { try train() }
      let clock = ContinuousClock()
      let seconds = try (0..<rounds).map { _ in try clock.measure { try train() } / .seconds(1) }.sorted()
      let median = seconds[rounds / 2]
      return Timing(
        work: work, leastSecondsPerStep: seconds[0], secondsPerStep: median, stepsPerSecond: 1 / median,
        symbolsPerSecond: Double(sizes.batch * sizes.steps) / median)
    }
    return GatedBenchmark(
      instructionSet: KernelSupport.selected, threads: threads, sizes: sizes, rounds: rounds, timings: timings)
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

  /// For people.
  public var table: Table {
    Table(
      columns: [.left("work"), .right("ms per step"), .right("least"), .right("steps/s"), .right("symbols/s")],
      rows: timings.map {
        [
          $0.work.rawValue, String(format: "%.1f", 1000 * $0.secondsPerStep),
          String(format: "%.1f", 1000 * $0.leastSecondsPerStep), String(format: "%.1f", $0.stepsPerSecond),
          String(format: "%.0f", $0.symbolsPerSecond),
        ]
      },
      notes: [
        "\(sizes.inputs) inputs, \(sizes.hidden) hidden units, \(sizes.outputs) outputs, \(sizes.batch) sequences of "
          + "\(sizes.steps) steps; median of \(rounds), \(threads) threads, \(instructionSet)."
      ])
  }
}
