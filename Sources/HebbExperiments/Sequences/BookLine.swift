import Foundation
import HebbData
public import HebbPlasticity
import HebbSequences
import HebbSupport
import HebbTensor

/// Which text of a folder a passage is from: the answer is given after its last character.
public struct BookLine: SequenceTask {
  public static let name = "source"

  public init() {}
  public init(_ parameters: ParameterValues) {}

  public func source(_ wish: SequenceWish) throws -> SequenceSource {
    guard let data = wish.data else {
      throw Problem(
        "there are no texts to tell apart", at: "--data", advice: "Give a folder with several: --data books/.")
    }
    let folder = try TextCatalog.standard.locate(data)
    let whole = try TextCorpus.load(folder, vocabulary: wish.vocabulary)
    let choice: VocabularyChoice = whole.vocabulary.characters.map { .given($0) } ?? .bytes
    let files = ((try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? [])
      .filter { $0.pathExtension == "txt" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
    let symbols = whole.vocabulary.count
    guard files.count >= 2, symbols + files.count <= 256 else {
      throw Problem(
        "\(files.count) texts with \(symbols) different characters cannot be told apart", at: folder.path,
        advice: "Give a folder with at least two .txt files, and at most 256 characters and texts together.")
    }
    let books = try files.map { try TextCorpus.load($0, vocabulary: choice) }
    let (length, lanes, seed) = (wish.length, wish.lanes, wish.seed)
    guard let least = books.flatMap({ book in TextPart.allCases.map { book.count(of: $0) } }).min(), least > length
    else {
      throw Problem(
        "a part of a text is shorter than a passage of \(length) characters", at: folder.path,
        advice: "Set length to less, or give longer texts.")
    }
    @Sendable func batch(_ part: TextPart, _ stream: String, _ lanes: Int) -> SequenceBatch {
      var random = RandomStream(seed: seed, stream)
      var inputs = [UInt8](repeating: 0, count: lanes * length)
      var targets = inputs
      for lane in 0..<lanes {
        let book = random.next(below: books.count)
        books[book].withTokens(of: part) { tokens in
          let start = random.next(below: tokens.count - length + 1)
          for step in 0..<length { inputs[step * lanes + lane] = tokens[start + step] }
        }
        targets[(length - 1) * lanes + lane] = UInt8(symbols + book)
      }
      return SequenceBatch(
        lanes: lanes, length: length, inputs: inputs, targets: targets,
        counts: (0..<lanes * length).map { $0 / lanes == length - 1 })
    }
    let groups = max(1, min(100, wish.evaluated / (32 * length)))
    return SequenceSource(
      title: "\(files.count) texts of \(whole.title)", symbols: symbols + books.count, vocabulary: nil, length: length,
      references: [.init(name: "guessing", bits: log2(Double(books.count)))],
      training: { batch(.training, "source.\($0)", lanes) },
      held: { part in (0..<groups).map { batch(part, "source.\(part).\($0)", 32) } })
  }
}
