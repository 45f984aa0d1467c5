public import HebbData
import HebbSequences

/// Where a network's sequences come from, and what its answers can be measured by.
public struct SequenceSource: Sendable {
  /// What the sequences are: a text's name, "copy task".
  public let title: String
  /// Symbols that occur.
  public let symbols: Int
  /// What symbols stand for; nil for tasks that are no text.
  public let vocabulary: Vocabulary?
  /// Steps of a training sequence.
  public let length: Int
  /// What a model reaches that counts, or guesses: bits per answer on the held-out symbols.
  public let references: [Reference]
  /// The batch of training sequences with this number, the same at every call.
  let training: @Sendable (_ index: Int) throws -> SequenceBatch
  /// Sequences that are never trained on.
  let held: @Sendable (_ part: TextPart) throws -> [SequenceBatch]

  public struct Reference: Sendable, Equatable, Codable {
    public let name: String
    public let bits: Double
  }
}
