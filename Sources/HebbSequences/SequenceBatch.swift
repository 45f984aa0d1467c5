import HebbSupport

/// Sequences of symbols that are read side by side, one symbol of each at a time, and what should be answered.
public struct SequenceBatch: Sendable, Equatable {
  /// Sequences side by side.
  public let lanes: Int
  /// Steps of each.
  public let length: Int
  /// `[length, lanes]`: what is read.
  public let inputs: [UInt8]
  /// `[length, lanes]`: what should be answered after reading it.
  public let targets: [UInt8]
  /// `[length, lanes]`: which answers count; nil if all do.
  public let counts: [Bool]?

  /// Precondition: the sizes agree.
  public init(lanes: Int, length: Int, inputs: [UInt8], targets: [UInt8], counts: [Bool]? = nil) {
    precondition(
      inputs.count == lanes * length && targets.count == inputs.count
        && (counts?.count ?? inputs.count) == inputs.count,
      "\(inputs.count) inputs, \(targets.count) targets and \(counts?.count ?? inputs.count) counts are not "
        + "\(length) × \(lanes)")
    (self.lanes, self.length, self.inputs, self.targets, self.counts) = (lanes, length, inputs, targets, counts)
  }

  /// - Throws: `Problem` if the batch is empty or has a symbol that a network does not know.
  func check(symbols: Int) throws(Problem) {
    guard let most = [inputs.max(), targets.max()].compactMap(\.self).max() else {
      throw Problem("a batch is empty", advice: "Give at least one symbol.")
    }
    guard Int(most) < symbols else {
      throw Problem(
        "a batch has the symbol \(most), and the network knows 0 to \(symbols - 1)",
        advice: "Encode the text by the vocabulary that the network was made for.")
    }
  }

  /// Answers that count.
  public var answers: Int { counts?.count { $0 } ?? inputs.count }
}

/// How good answers were.
public struct SequenceScore: Sendable, Codable, Equatable {
  /// Answers that counted.
  public var answers = 0
  /// Of them, those whose most probable symbol was right.
  public var correct = 0
  /// Σ −log₂ of the probability of the right symbol.
  public var bits = 0.0

  public init(answers: Int = 0, correct: Int = 0, bits: Double = 0) {
    (self.answers, self.correct, self.bits) = (answers, correct, bits)
  }

  public var bitsPerAnswer: Double { bits / Double(max(answers, 1)) }
  public var accuracy: Double { Double(correct) / Double(max(answers, 1)) }

  public static func += (score: inout SequenceScore, other: SequenceScore) {
    score.answers += other.answers
    score.correct += other.correct
    score.bits += other.bits
  }
}
