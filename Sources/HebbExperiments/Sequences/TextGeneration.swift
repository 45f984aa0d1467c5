import Foundation
import HebbData
import HebbSequences
import HebbSupport
import HebbTensor

/// Text that a network writes: each character is drawn from its answer, and then read.
public struct TextGeneration {
  let model: any SequenceModel
  let vocabulary: Vocabulary

  /// The network of a run, as it was saved last.
  ///
  /// - Throws: `Problem` if the run learned no text, or its files are damaged.
  public init(_ folder: RunFolder) throws {
    let record = try SequenceRecord.load(from: folder)
    guard let characters = record.vocabulary else {
      throw Problem(
        "the run learned the \(record.title), which is no text", at: folder.url.path,
        advice: "Train on a text: hebb train hebbian-rnn --data TEXT.")
    }
    vocabulary = characters == "bytes" ? .bytes : try Vocabulary(of: characters)
    model = try folder.sequenceSpecification().makeModel(
      symbols: vocabulary.count, seed: record.seed, parallel: Parallel(threads: 1))
    try SequenceCheckpoint.restore(model, from: folder.checkpoint)
  }

  /// What the network reads of a prompt.
  ///
  /// - Throws: `Problem` if it is empty, or has a character that the network does not know, with its place.
  @discardableResult
  public func symbols(of prompt: String) throws -> [UInt8] {
    let symbols = try vocabulary.encode(prompt, place: "--prompt")
    guard !symbols.isEmpty else {
      throw Problem("the prompt is empty", at: "--prompt", advice: "Give at least one character.")
    }
    return symbols
  }

  /// Reads a prompt and goes on.
  ///
  /// - Parameters:
  ///   - prompt: at least one character, all of the run's vocabulary.
  ///   - temperature: 0 always takes the most probable character, 1 draws by the answer's probabilities.
  ///   - most: only so many of the most probable characters are drawn from; nil for all.
  ///   - each: called with each character that is written; ends the writing by returning false.
  /// - Throws: `Problem` as `symbols(of:)` does.
  public func write(
    after prompt: String, length: Int, temperature: Double, most: Int? = nil, seed: UInt64, each: (String) -> Bool
  ) throws {
    let symbols = try self.symbols(of: prompt)
    model.beginReading()
    var logs: [Float] = []
    for symbol in symbols { logs = model.read(symbol) }
    var random = RandomStream(seed: seed, "generation")
    var pending: [UInt8] = []
    for _ in 0..<length {
      let symbol = Self.draw(most.map { Self.keeping($0, of: logs) } ?? logs, temperature: Float(temperature), &random)
      // Bytes make characters only together.
      pending.append(symbol)
      let text = vocabulary.decode(pending)
      if !text.unicodeScalars.contains("\u{FFFD}") || pending.count >= 4 {
        guard each(text) else { return }
        pending = []
      }
      logs = model.read(symbol)
    }
  }

  /// The answer with only so many of the most probable characters left, and at least one; of equal ones the first.
  static func keeping(_ count: Int, of logs: [Float]) -> [Float] {
    let ranked = logs.indices.sorted { (-logs[$0], $0) < (-logs[$1], $1) }
    var kept = logs
    for symbol in ranked.dropFirst(max(1, count)) { kept[symbol] = -.infinity }
    return kept
  }

  static func draw(_ logs: [Float], temperature: Float, _ random: inout RandomStream) -> UInt8 {
    let best = logs.indices.max { logs[$0] < logs[$1] } ?? 0
    guard temperature > 0 else { return UInt8(best) }
    let weights = logs.map { exp(($0 - logs[best]) / temperature) }
    var rest = random.uniform() * weights.reduce(0, +)
    for (symbol, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return UInt8(symbol) }
    }
    return UInt8(best)
  }
}
