import Foundation
public import HebbFigures
import HebbMemories
import HebbSupport
import HebbTensor

/// How long recall from dense memories takes: random patterns, states with a fifth of their units flipped, until nothing
/// changes.
public struct MemoryBenchmark: Sendable, Encodable {
  public struct Timing: Sendable, Encodable {
    public let memory: String
    /// The best of the rounds, the whole recall.
    public let seconds: Double
    /// The most that a state needed, the last without a change included.
    public let sweeps: Int
    /// States that ended within 1 % of their pattern.
    public let recalled: Double
  }

  public let threads: Int
  public let patterns: Int
  public let units: Int
  public let states: Int
  public let rounds: Int
  public let timings: [Timing]

  /// - Throws: `Problem` if there are more states than patterns.
  public static func run(patterns: Int, units: Int, states: Int, rounds: Int, threads: Int) throws -> MemoryBenchmark {
    precondition(patterns > 0 && units > 0 && states > 0 && rounds > 0, "nothing to time")
    guard states <= patterns else {
      throw Problem(
        "\(states) states are to be recalled from \(patterns) patterns", at: "--states",
        advice: "Recall at most as many as there are.")
    }
    let parallel = Parallel(threads: threads)
    var random = RandomStream(seed: 1, "benchmark.memory")
    let stored = RandomPatterns.bipolar(patterns, units: units, using: &random)
    let wanted = stored.withUnsafeBufferPointer {
      Tensor(shape: [states, units], elements: $0.prefix(states * units))
    }
    let start = wanted.mapped { $0 * (random.uniform() < 0.2 ? -1 : 1) }
    let cubic = try DenseMemory(patterns: stored, interaction: .polynomial(degree: 3))
    let exponential = try DenseMemory(patterns: stored, interaction: .exponential)
    let continuous = try ContinuousMemory(patterns: stored, inverseTemperature: 1)
    let (together, inTurns) = (
      RecallSettings(order: .synchronous, parallel: parallel),
      RecallSettings(order: .asynchronous(seed: 1), parallel: parallel)
    )
    let cases: [(String, any AutoassociativeMemory, RecallSettings)] = [
      ("n = 3, synchronous", cubic, together), ("n = 3, asynchronous", cubic, inTurns),
      ("exponential, synchronous", exponential, together), ("exponential, asynchronous", exponential, inTurns),
      ("continuous", continuous, together),
    ]
    let timings = try cases.map { name, memory, settings in
      var recall = try memory.recall(start, settings)
      var best = Double.infinity
      for _ in 0..<rounds {
        let begin = ContinuousClock.now
        recall = try memory.recall(start, settings)
        best = min(best, (ContinuousClock.now - begin) / .seconds(1))
      }
      let overlaps = Overlap.cosines(recall.states, wanted)
      return Timing(
        memory: name, seconds: best, sweeps: recall.sweeps.max() ?? 0,
        recalled: Double(overlaps.count { $0 > 0.98 }) / Double(states))
    }
    return MemoryBenchmark(
      threads: threads, patterns: patterns, units: units, states: states, rounds: rounds, timings: timings)
  }

  /// For people.
  public var table: Table {
    Table(
      columns: [.left("memory"), .right("ms"), .right("sweeps"), .right("recalled"), .right("states/s")],
      rows: timings.map {
        [
          $0.memory, String(format: "%.0f", 1000 * $0.seconds), "\($0.sweeps)",
          String(format: "%.1f %%", 100 * $0.recalled), String(format: "%.0f", Double(states) / $0.seconds),
        ]
      },
      notes: [
        "\(patterns) patterns of \(units) units, \(states) states with 20 % of their units flipped; best of \(rounds) "
          + "rounds, \(threads) threads."
      ])
  }
}
