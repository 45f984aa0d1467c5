import Foundation
public import HebbSupport

/// A text in memory, one byte a character, divided into training, validation and test.
///
/// Nothing is read from the disk after loading, except what the system had to evict of a mapped file, which must not be
/// changed while it is in use.
public struct TextCorpus: Sendable {
  /// The name of the file or folder.
  public let title: String
  public let vocabulary: Vocabulary
  public let split: TextSplit
  /// Characters in all (with the vocabulary of bytes: bytes).
  public var count: Int { tokens.count }

  private let tokens: Tokens

  init(title: String, vocabulary: Vocabulary, split: TextSplit, tokens: Tokens) throws(Problem) {
    try split.check()
    (self.title, self.vocabulary, self.split, self.tokens) = (title, vocabulary, split, tokens)
  }

  /// A text that is in memory already; it is not searched for headers.
  ///
  /// - Throws: `Problem` if the text is empty, or does not fit the vocabulary or the split.
  public init(
    text: String, title: String = "text", vocabulary choice: VocabularyChoice = .fromData,
    split: TextSplit = TextSplit()
  ) throws(Problem) {
    guard !text.isEmpty else { throw Problem("the text is empty", at: title, advice: "Give another text.") }
    let vocabulary =
      switch choice {
      case .bytes: Vocabulary.bytes
      case .fromData: try Vocabulary(of: Set(text.unicodeScalars), place: title)
      case .given(let characters): try Vocabulary(of: characters)
      }
    let tokens = try vocabulary.encode(text, place: title)
    try self.init(title: title, vocabulary: vocabulary, split: split, tokens: .encoded(tokens))
  }

  /// How many characters a part has.
  public func count(of part: TextPart) -> Int { split.range(of: part, in: count).count }

  /// Calls `body` with the symbols of a part, each below `vocabulary.count`. The pointer must not outlive the call.
  public func withTokens<Result, Failure: Error>(
    of part: TextPart, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let range = split.range(of: part, in: count)
    switch tokens {
    case .encoded(let bytes):
      return try bytes.withUnsafeBufferPointer { (all) throws(Failure) in
        try body(UnsafeBufferPointer(rebasing: all[range]))
      }
    case .mapped(let file, let text):
      defer { withExtendedLifetime(file) {} }
      let all = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(file.bytes)[text])
      return try body(UnsafeRawBufferPointer(rebasing: all[range]).assumingMemoryBound(to: UInt8.self))
    }
  }

  /// Where the symbols are.
  enum Tokens {
    case encoded([UInt8])
    /// With the vocabulary of bytes, a file's own bytes are its symbols.
    case mapped(MappedFile, Range<Int>)

    var count: Int {
      switch self {
      case .encoded(let bytes): bytes.count
      case .mapped(_, let range): range.count
      }
    }
  }
}

/// Where a corpus has its vocabulary from.
public enum VocabularyChoice: Sendable, Equatable {
  /// The characters that occur in the text.
  case fromData
  /// All 256 byte values.
  case bytes
  /// These characters.
  case given(String)
}
