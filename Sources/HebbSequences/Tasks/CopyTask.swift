import Foundation
public import HebbSupport
import HebbTensor

/// Remembering symbols over a lag: some symbols, blanks, a cue, and then the symbols again in the same order.
///
/// With symbols 0..<symbols, the blank ␣ = symbols and the cue ! = symbols + 1, for a length of 3 and a lag of 4:
///
///     read    5 2 7 ␣ ␣ ␣ ␣ ! ␣ ␣
///     answer  ␣ ␣ ␣ ␣ ␣ ␣ ␣ 5 2 7
///                           ^ ^ ^  these count
///
/// Every symbol is to be answered `length` + `lag` steps after it was read.
///
/// > Reference: S. Hochreiter, J. Schmidhuber, "Long short-term memory", Neural Computation 9 (1997),
/// > doi:10.1162/neco.1997.9.8.1735, in the form of M. Arjovsky, A. Shah, Y. Bengio, "Unitary evolution recurrent neural
/// > networks", ICML 2016, section 4.1, where the blanks before the cue are one fewer, and all answers count.
public struct CopyTask: Sendable, Equatable {
  /// Different symbols to be remembered.
  public let symbols: Int
  /// Symbols to be remembered in a sequence.
  public let length: Int
  /// Blanks between the last symbol and the cue.
  public let lag: Int

  /// - Throws: `Problem` unless there are 2 to 254 symbols, a length of at least 1 and a lag of at least 0.
  public init(symbols: Int = 8, length: Int = 10, lag: Int = 20) throws(Problem) {
    try TaskParameter.check(symbols, "symbols", in: 2...254)
    try TaskParameter.check(length, "length", in: 1...TaskParameter.longest)
    try TaskParameter.check(lag, "lag", in: 0...TaskParameter.longest)
    (self.symbols, self.length, self.lag) = (symbols, length, lag)
  }

  /// Symbols that are read and answered: those to be remembered, blank and cue.
  public var alphabet: Int { symbols + 2 }
  /// Steps of a sequence.
  public var steps: Int { 2 * length + lag }
  /// Bits per answer of guessing, the reference line: log₂ symbols.
  public var chanceBits: Double { log2(Double(symbols)) }

  var blank: UInt8 { UInt8(symbols) }
  var cue: UInt8 { UInt8(symbols + 1) }

  /// Random sequences, a pure function of seed and index; a lane does not depend on how many there are.
  ///
  /// Precondition: at least one lane.
  public func batch(seed: UInt64, index: Int, lanes: Int) -> SequenceBatch {
    precondition(lanes >= 1, "at least one lane")
    var random = RandomStream(seed: seed, "copy.\(index)")
    var inputs = [UInt8](repeating: blank, count: steps * lanes)
    var (targets, counts) = (inputs, [Bool](repeating: false, count: inputs.count))
    let answerStart = length + lag
    for lane in 0..<lanes {
      inputs[answerStart * lanes + lane] = cue
      for place in 0..<length {
        let symbol = UInt8(random.next(below: symbols))
        inputs[place * lanes + lane] = symbol
        targets[(answerStart + place) * lanes + lane] = symbol
        counts[(answerStart + place) * lanes + lane] = true
      }
    }
    return SequenceBatch(lanes: lanes, length: steps, inputs: inputs, targets: targets, counts: counts)
  }
}
