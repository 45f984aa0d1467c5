import Foundation
import HebbData
public import HebbPlasticity
import HebbSequences
public import HebbSupport

/// Symbols that are to be repeated after a lag.
public struct CopyLine: SequenceTask {
  public static let name = "copy"
  public static let parameters = [
    Parameter.whole("symbols", 8, in: 2...250, "how many different ones there are"),
    Parameter.whole("length", 10, in: 1...10_000, "how many are to be repeated"),
    Parameter.whole("lag", 20, in: 0...100_000, "steps between the last symbol and the first answer"),
  ]
  let task: CopyTask

  public init(_ parameters: ParameterValues) throws(Problem) {
    task = try CopyTask(
      symbols: parameters[whole: "symbols"], length: parameters[whole: "length"], lag: parameters[whole: "lag"])
  }
  public var values: [String: ParameterValue] {
    [
      "symbols": .number(Double(task.symbols)), "length": .number(Double(task.length)),
      "lag": .number(Double(task.lag)),
    ]
  }

  public func source(_ wish: SequenceWish) -> SequenceSource {
    .drawn("copy task", alphabet: task.alphabet, steps: task.steps, chance: task.chanceBits, wish) { [task] in
      task.batch(seed: $0, index: $1, lanes: $2)
    }
  }
}

/// Pairs of a key and a value, one of which is asked for after a lag.
public struct RecallLine: SequenceTask {
  public static let name = "recall"
  public static let parameters = [
    Parameter.whole("symbols", 8, in: 2...120, "how many different keys, and values, there are"),
    Parameter.whole("pairs", 4, in: 1...1000, "how many pairs are shown"),
    Parameter.whole("lag", 10, in: 0...100_000, "steps between the last pair and the question"),
  ]
  let task: RecallTask

  public init(_ parameters: ParameterValues) throws(Problem) {
    task = try RecallTask(
      symbols: parameters[whole: "symbols"], pairs: parameters[whole: "pairs"], lag: parameters[whole: "lag"])
  }
  public var values: [String: ParameterValue] {
    ["symbols": .number(Double(task.symbols)), "pairs": .number(Double(task.pairs)), "lag": .number(Double(task.lag))]
  }

  public func source(_ wish: SequenceWish) -> SequenceSource {
    .drawn("recall task", alphabet: task.alphabet, steps: task.steps, chance: task.chanceBits, wish) { [task] in
      task.batch(seed: $0, index: $1, lanes: $2)
    }
  }
}

extension SequenceSource {
  /// Sequences that are drawn at random: held out are those of other seeds.
  fileprivate static func drawn(
    _ title: String, alphabet: Int, steps: Int, chance: Double, _ wish: SequenceWish,
    batch: @escaping @Sendable (_ seed: UInt64, _ index: Int, _ lanes: Int) -> SequenceBatch
  ) -> SequenceSource {
    let (seed, lanes) = (wish.seed, wish.lanes)
    let batches = max(1, min(100, wish.evaluated / (32 * steps)))
    return SequenceSource(
      title: title, symbols: alphabet, vocabulary: nil, length: steps,
      references: [Reference(name: "guessing", bits: chance)],
      training: { batch(seed, $0, lanes) },
      held: { part in (0..<batches).map { batch(seed &+ (part == .test ? 0x7E57_7E57 : 0x7A11_D000), $0, 32) } })
  }
}
