import Foundation
public import HebbSupport
import HebbTensor

/// Associating and recalling: pairs of a key and a value, blanks, and then one of the keys, whose value is the answer.
///
/// Keys are the symbols 0..<symbols, values the next as many, the blank ␣ is the last. For 3 pairs and a lag of 2, with
/// letters for keys and digits for values:
///
///     read    c 9 k 8 j 3 ␣ ␣ k
///     answer  ␣ ␣ ␣ ␣ ␣ ␣ ␣ ␣ 8
///                             ^  this counts
///
/// The keys of a sequence differ; its values need not.
///
/// > Reference: J. Ba et al., "Using fast weights to attend to the recent past", NeurIPS 2016, section 4.1,
/// > arXiv:1610.06258, which has 26 keys, 10 values and no lag but two separators.
public struct RecallTask: Sendable, Equatable {
  /// Different keys, and different values.
  public let symbols: Int
  /// Pairs in a sequence.
  public let pairs: Int
  /// Blanks between the last pair and the key that is asked for.
  public let lag: Int

  /// - Throws: `Problem` unless there are 2 to 127 symbols, 1 to as many pairs, and a lag of at least 0.
  public init(symbols: Int = 8, pairs: Int = 4, lag: Int = 10) throws(Problem) {
    try TaskParameter.check(symbols, "symbols", in: 2...127)
    try TaskParameter.check(pairs, "pairs", in: 1...symbols)
    try TaskParameter.check(lag, "lag", in: 0...TaskParameter.longest)
    (self.symbols, self.pairs, self.lag) = (symbols, pairs, lag)
  }

  /// Symbols that are read and answered: keys, values and blank.
  public var alphabet: Int { 2 * symbols + 1 }
  /// Steps of a sequence.
  public var steps: Int { 2 * pairs + lag + 1 }
  /// Bits per answer of guessing among all values, the reference line: log₂ symbols.
  public var chanceBits: Double { log2(Double(symbols)) }

  var blank: UInt8 { UInt8(2 * symbols) }

  /// Random sequences, a pure function of seed and index; a lane does not depend on how many there are.
  ///
  /// Precondition: at least one lane.
  public func batch(seed: UInt64, index: Int, lanes: Int) -> SequenceBatch {
    precondition(lanes >= 1, "at least one lane")
    var random = RandomStream(seed: seed, "recall.\(index)")
    var inputs = [UInt8](repeating: blank, count: steps * lanes)
    var (targets, counts) = (inputs, [Bool](repeating: false, count: inputs.count))
    let last = steps - 1
    for lane in 0..<lanes {
      let keys = random.permutation(of: symbols).prefix(pairs)
      let asked = random.next(below: pairs)
      for (pair, key) in keys.enumerated() {
        let value = UInt8(symbols + random.next(below: symbols))
        inputs[2 * pair * lanes + lane] = UInt8(key)
        inputs[(2 * pair + 1) * lanes + lane] = value
        if pair == asked {
          inputs[last * lanes + lane] = UInt8(key)
          targets[last * lanes + lane] = value
          counts[last * lanes + lane] = true
        }
      }
    }
    return SequenceBatch(lanes: lanes, length: steps, inputs: inputs, targets: targets, counts: counts)
  }
}
