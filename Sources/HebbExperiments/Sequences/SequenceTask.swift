public import HebbData
public import HebbPlasticity
import HebbSequences
import HebbSupport

/// What a sequence network is to learn, as an experiment names it.
public protocol SequenceTask: NamedPart {
  /// - Throws: `Problem` if the data is missing, damaged or too short.
  func source(_ wish: SequenceWish) throws -> SequenceSource
}

/// What an experiment asks of its sequences.
public struct SequenceWish: Sendable {
  /// A text, a folder of texts, a name like enwik8, or the folder of data sets.
  public var data: String?
  public var vocabulary: VocabularyChoice
  public var lanes: Int
  public var length: Int
  /// Held-out symbols to measure on, at most.
  public var evaluated: Int
  public var seed: UInt64
}

/// All tasks, by name.
public enum SequenceTasks {
  public static let catalog = PartCatalog<any SequenceTask>(
    kind: "task", types: [NextCharacter.self, BookLine.self, CopyLine.self, RecallLine.self, PixelLine.self])
}

/// The next character of a text.
public struct NextCharacter: SequenceTask {
  public static let name = "text"

  public init() {}
  public init(_ parameters: ParameterValues) {}

  public func source(_ wish: SequenceWish) throws -> SequenceSource {
    guard let data = wish.data else {
      throw Problem(
        "there is no text to read", at: "--data",
        advice: "Give a text file or a folder of them: --data books/. Or another task: --set task=copy.")
    }
    let url = try TextCatalog.standard.locate(data)
    let corpus = try TextCorpus.load(url, vocabulary: wish.vocabulary)
    let sampling = TextSampling(corpus)
    let (lanes, length, seed) = (wish.lanes, wish.length, wish.seed)
    // Held-out text is read in long stretches, so that nearly all answers have a past.
    let part = min(corpus.count(of: .validation), corpus.count(of: .test))
    let stretch = max(2, min(1000, part / 9))
    let limit = max(1, wish.evaluated / stretch)
    return SequenceSource(
      title: corpus.title, symbols: corpus.vocabulary.count, vocabulary: corpus.vocabulary, length: length,
      references: try (1...3).map { order in
        SequenceSource.Reference(
          name: ["unigram", "bigram", "trigram"][order - 1],
          bits: try NGramModel(order: order, of: corpus).bitsPerCharacter(on: corpus, part: .test))
      },
      training: { SequenceBatch(try sampling.batch(seed: seed, index: $0, lanes: lanes, length: length)) },
      held: { try sampling.windows(of: $0, lanes: 8, length: stretch, limit: limit).map(SequenceBatch.init) })
  }
}

extension SequenceBatch {
  init(_ text: TextBatch) {
    self.init(lanes: text.lanes, length: text.length, inputs: text.inputs, targets: text.targets)
  }
}
