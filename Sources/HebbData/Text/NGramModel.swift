import Foundation
public import HebbSupport

/// Predicts a character from the none, one or two before it by how often they occurred together: the reference lines
/// that a network has to beat.
///
/// Counts of a longer context are mixed with the prediction p′ of the context that is a character shorter (and in the
/// end with 1 / symbols): p(y | h) = (c(hy) + t(h) p′(y)) / (c(h) + t(h)), with c(h) the occurrences of the context and
/// t(h) the number of different characters that followed it. All p(y | h) are positive and add up to 1.
///
/// > Reference: I. H. Witten, T. C. Bell, "The zero-frequency problem", IEEE Trans. Inf. Theory 37 (1991), method C,
/// > doi:10.1109/18.87000; in this recursive form in S. F. Chen, J. Goodman, "An empirical study of smoothing techniques
/// > for language modeling", Computer Speech & Language 13 (1999), section 2.5, doi:10.1006/csla.1999.0128.
public struct NGramModel: Sendable {
  /// Characters taken together: 1, 2 or 3, the last of which is predicted.
  public let order: Int
  /// Different characters.
  public let symbols: Int
  /// By the length of the context, from 0.
  private var levels: [Level]

  /// The counts of contexts of one length.
  private struct Level {
    /// c(hy): `[contexts, symbols]`.
    var counts: [UInt32]
    /// c(h) and t(h): `[contexts]`.
    var totals: [UInt32]
    var kinds: [UInt32]
  }

  /// Counts the characters of a text.
  ///
  /// - Parameters:
  ///   - order: 1, 2 or 3.
  ///   - symbols: different characters, at most 256. Precondition: all tokens are below.
  /// - Throws: `Problem` if the order is another.
  /// - Complexity: O(tokens · order + symbols^order); memory for 4 bytes · symbols^order (64 MiB for trigrams of bytes).
  public init(order: Int, symbols: Int, tokens: UnsafeBufferPointer<UInt8>) throws(Problem) {
    guard (1...3).contains(order) else {
      throw Problem("counts of \(order) characters together", advice: "Choose 1, 2 or 3.")
    }
    precondition((1...Vocabulary.largest).contains(symbols), "\(symbols) symbols")
    precondition(tokens.allSatisfy { Int($0) < symbols }, "a token is no symbol")
    (self.order, self.symbols) = (order, symbols)
    levels = []
    var contexts = 1
    for length in 0..<order {
      levels.append(Self.level(contextLength: length, contexts: contexts, symbols: symbols, tokens: tokens))
      contexts *= symbols
    }
  }

  /// Counts the characters of the training part of a corpus.
  public init(order: Int, of corpus: TextCorpus) throws(Problem) {
    self = try corpus.withTokens(of: .training) { (tokens) throws(Problem) in
      try NGramModel(order: order, symbols: corpus.vocabulary.count, tokens: tokens)
    }
  }

  /// The probability of every character after a text: `[symbols]`. If the text is shorter than the model's context, what
  /// there is of it is used.
  public func probabilities(after context: some Collection<UInt8>) -> [Double] {
    (0..<symbols).map { probability(of: $0, after: Array(context)[...]) }
  }

  private func probability(of symbol: Int, after context: ArraySlice<UInt8>) -> Double {
    var probability = 1 / Double(symbols)
    for length in 0...min(order - 1, context.count) {
      probability = mixed(probability, of: symbol, after: Self.number(context.suffix(length), symbols), length)
    }
    return probability
  }

  /// The mean of −log₂ p over held-out characters. The first ones have less text before them, and are predicted from
  /// what there is.
  ///
  /// Precondition: there is at least one, and all are below `symbols`.
  /// - Complexity: O(tokens · order)
  public func bitsPerCharacter(on tokens: UnsafeBufferPointer<UInt8>) -> Double {
    precondition(!tokens.isEmpty, "the mean over no characters")
    var bits = 0.0
    for index in tokens.indices {
      let symbol = Int(tokens[index])
      precondition(symbol < symbols, "a token is no symbol")
      var (probability, context, scale) = (1 / Double(symbols), 0, 1)
      for length in 0...min(order - 1, index) {
        if length > 0 {
          context += Int(tokens[index - length]) * scale
          scale *= symbols
        }
        probability = mixed(probability, of: symbol, after: context, length)
      }
      bits -= log2(probability)
    }
    return bits / Double(tokens.count)
  }

  /// - Throws: `Problem` if the part is empty.
  public func bitsPerCharacter(on corpus: TextCorpus, part: TextPart) throws(Problem) -> Double {
    try corpus.withTokens(of: part) { (tokens) throws(Problem) in
      guard !tokens.isEmpty else {
        throw Problem(
          "the \(part.rawValue) part has no characters", at: corpus.title,
          advice: "Use a longer text, or give the part a larger share.")
      }
      return bitsPerCharacter(on: tokens)
    }
  }

  /// The equation above.
  private func mixed(_ shorter: Double, of symbol: Int, after context: Int, _ length: Int) -> Double {
    let (total, kinds) = (levels[length].totals[context], Double(levels[length].kinds[context]))
    guard total > 0 else { return shorter }
    return (Double(levels[length].counts[context * symbols + symbol]) + kinds * shorter) / (Double(total) + kinds)
  }

  /// A context as a number: its characters are the digits, the last one the lowest.
  private static func number(_ context: ArraySlice<UInt8>, _ symbols: Int) -> Int {
    context.reduce(0) { $0 * symbols + Int($1) }
  }

  private static func level(
    contextLength length: Int, contexts: Int, symbols: Int, tokens: UnsafeBufferPointer<UInt8>
  ) -> Level {
    var level = Level(
      counts: .init(repeating: 0, count: contexts * symbols), totals: .init(repeating: 0, count: contexts),
      kinds: .init(repeating: 0, count: contexts))
    var number = 0
    for index in tokens.indices {
      // Of the digits, those of the context and the character itself stay.
      number = (number % contexts) * symbols + Int(tokens[index])
      if index >= length { level.counts[number] += 1 }
    }
    for context in 0..<contexts {
      for count in level.counts[context * symbols..<(context + 1) * symbols] where count > 0 {
        level.totals[context] += count
        level.kinds[context] += 1
      }
    }
    return level
  }
}
