import Foundation
import HebbData
import HebbSupport
import HebbTensor
import TestSupport
import Testing

@Suite("Counts of characters that occur together")
struct TextNGramModelTests {
  private func model(_ order: Int, _ symbols: Int, _ tokens: [UInt8]) throws -> NGramModel {
    try tokens.withUnsafeBufferPointer { tokens in
      try NGramModel(order: order, symbols: symbols, tokens: tokens)
    }
  }

  private func bits(_ model: NGramModel, _ tokens: [UInt8]) -> Double {
    tokens.withUnsafeBufferPointer { model.bitsPerCharacter(on: $0) }
  }

  private func randomTokens(_ count: Int, symbols: Int, seed: UInt64 = 1) -> [UInt8] {
    var random = RandomStream(seed: seed, "test")
    // Products of two numbers are uneven, so that some contexts are rare and some missing.
    return (0..<count).map { _ in UInt8(random.next(below: symbols) * random.next(below: symbols) / symbols) }
  }

  /// The definition, by searching the text.
  private func probability(_ symbol: UInt8, after context: [UInt8], in text: [UInt8], symbols: Int) -> Double {
    let shorter =
      context.isEmpty
      ? 1 / Double(symbols)
      : probability(symbol, after: Array(context.dropFirst()), in: text, symbols: symbols)
    var followers: [UInt8] = []
    for index in text.indices.dropFirst(context.count)
    where Array(text[index - context.count..<index]) == context {
      followers.append(text[index])
    }
    guard !followers.isEmpty else { return shorter }
    let kinds = Double(Set(followers).count)
    return (Double(followers.count { $0 == symbol }) + kinds * shorter) / (Double(followers.count) + kinds)
  }

  @Test("Probabilities and bits are those of the definition", arguments: 1...3)
  func definition(order: Int) throws {
    let (text, held) = (randomTokens(300, symbols: 7), randomTokens(40, symbols: 7, seed: 2))
    let model = try model(order, 7, text)
    var expected = 0.0
    for index in held.indices {
      let context = Array(held[max(0, index - order + 1)..<index])
      let p = probability(held[index], after: context, in: text, symbols: 7)
      expected -= log2(p) / Double(held.count)
      #expect(abs(model.probabilities(after: held[..<index])[Int(held[index])] - p) < 1e-14)
    }
    #expect(abs(bits(model, held) - expected) < 1e-12)
  }

  @Test("Probabilities are positive and add up to 1, after contexts seen and unseen", arguments: 1...3, [1, 2, 5, 256])
  func sums(order: Int, symbols: Int) throws {
    let model = try model(order, symbols, randomTokens(500, symbols: symbols))
    for context in [[], [0], [0, 0], [UInt8(symbols - 1)], [0, UInt8(symbols - 1)], [0, 0, 0, 0]] as [[UInt8]] {
      let probabilities = model.probabilities(after: context)
      #expect(probabilities.allSatisfy { $0 > 0 })
      #expect(abs(probabilities.reduce(0, +) - 1) < 1e-12, "after \(context)")
    }
  }

  @Test("Uniform text has log₂ symbols bits; without any text the model says so from the start", arguments: 1...3)
  func uniform(order: Int) throws {
    #expect(bits(try model(order, 16, []), [1, 2, 3]) == 4)
    var random = RandomStream(seed: 3, "uniform")
    let tokens = (0..<400_000).map { _ in UInt8(random.next(below: 16)) }
    let measured = bits(try model(order, 16, Array(tokens.prefix(300_000))), Array(tokens.suffix(100_000)))
    #expect(abs(measured - 4) < 0.03, "\(measured)")
  }

  @Test("Text of period 2 is certain for a bigram and costs a unigram one bit")
  func periodic() throws {
    let tokens = (0..<10_000).map { UInt8($0 % 2) }
    #expect(abs(bits(try model(1, 2, tokens), tokens) - 1) < 1e-6)
    #expect(bits(try model(2, 2, tokens), tokens) < 0.001)
  }

  @Test("Other orders and empty parts are problems")
  func wrong() throws {
    for order in [0, 4] { expectProblem(mentioning: "\(order) characters") { try model(order, 2, [0, 1]) } }
    let corpus = try TextCorpus(text: "abc", split: TextSplit(validation: 0, test: 0))
    expectProblem(mentioning: "test part") {
      try NGramModel(order: 1, of: corpus).bitsPerCharacter(on: corpus, part: .test)
    }
  }

  @Test(
    "On real text more context is better, by as much as a plain loop in Python over the same definition says",
    .enabled(if: RealText.folder != nil, RealText.hint))
  func real() throws {
    let corpus = try TextCorpus.load(try #require(RealText.folder))
    #expect(corpus.count == 1_391_650 && corpus.vocabulary.count == 81)
    let reference: [(TextPart, [Double])] = [
      (.validation, [4.488305856023373, 3.509872349829438, 2.799556512453185]),
      (.test, [4.460729862836424, 3.510569743913567, 2.8007485962423866]),
    ]
    for (part, expected) in reference {
      for order in 1...3 {
        let bits = try NGramModel(order: order, of: corpus).bitsPerCharacter(on: corpus, part: part)
        #expect(abs(bits - expected[order - 1]) < 1e-9)
      }
    }
  }
}
