import Foundation
import HebbData
import HebbSupport
import TestSupport
import Testing

@Suite("Texts in memory")
struct TextCorpusTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func text(_ corpus: TextCorpus, _ part: TextPart) -> String {
    corpus.withTokens(of: part) { corpus.vocabulary.decode($0) }
  }

  private func whole(_ corpus: TextCorpus) -> String { TextPart.allCases.map { text(corpus, $0) }.joined() }

  @Test(
    "A file is read, divided, and one byte a character",
    arguments: [VocabularyChoice.fromData, .bytes, .given("edcba é\n")])
  func file(choice: VocabularyChoice) throws {
    let file = try folder.write("abc de\n".utf8, to: "small.txt")
    let corpus = try TextCorpus.load(file, vocabulary: choice, split: TextSplit(validation: 0.3, test: 0.15))
    #expect(corpus.title == "small" && corpus.count == 7)
    #expect(TextPart.allCases.map { text(corpus, $0) } == ["abc ", "de", "\n"])
    #expect(TextPart.allCases.map { corpus.count(of: $0) } == [4, 2, 1])
  }

  @Test("Characters outside ASCII are one symbol each, or the bytes of UTF-8")
  func wide() throws {
    let file = try folder.write("\u{FEFF}Bär\r\n𝄞".utf8, to: "wide.txt")
    let corpus = try TextCorpus.load(file)
    #expect(corpus.count == 5 && corpus.vocabulary.characters == "\nBrä𝄞")
    #expect(whole(corpus) == "Bär\n𝄞")
    let bytes = try TextCorpus.load(file, vocabulary: .bytes)
    #expect(bytes.count == 9)
    #expect(whole(bytes) == "Bär\n𝄞")
  }

  @Test("The bytes of a file are those of the disk, without a copy and without a byte order mark")
  func mapped() throws {
    let file = try folder.write("\u{FEFF}abcdefghij".utf8, to: "mapped.txt")
    let corpus = try TextCorpus.load(file, vocabulary: .bytes, split: TextSplit(validation: 0.2, test: 0.2))
    #expect(TextPart.allCases.map { text(corpus, $0) } == ["abcdef", "gh", "ij"])
    // Written through, the mapping shows it: there is no copy.
    let handle = try FileHandle(forWritingTo: file)
    try handle.seek(toOffset: 3)
    try handle.write(contentsOf: Data("X".utf8))
    try handle.close()
    #expect(text(corpus, .training) == "Xbcdef")
  }

  @Test("The texts of a folder are joined in the order of their names; hidden and other files are left out")
  func folders() throws {
    try folder.write("second".utf8, to: "b.txt")
    try folder.write("first\n".utf8, to: "a.TXT")
    try folder.write("third".utf8, to: "c/inner.txt")
    try folder.write("no".utf8, to: ".hidden.txt")
    try folder.write("no".utf8, to: "image.png")
    for choice in [VocabularyChoice.fromData, .bytes] {
      #expect(whole(try TextCorpus.load(folder.url, vocabulary: choice)) == "first\n\nsecond\nthird")
    }
    expectProblem(mentioning: "between two texts") {
      try TextCorpus.load(folder.url, vocabulary: .given("second"))
    }
  }

  @Test("A link to a folder above is not followed for ever")
  func linkLoop() throws {
    try folder.write("text".utf8, to: "a/a.txt")
    try FileManager.default.createSymbolicLink(
      at: folder.url.appendingPathComponent("a/loop"), withDestinationURL: folder.url)
    #expect(whole(try TextCorpus.load(folder.url)) == "text")
  }

  @Test("Headers of Project Gutenberg are left out of every file")
  func gutenberg() throws {
    for name in ["x", "y"] {
      let file =
        "Hd\n*** START OF THE PROJECT GUTENBERG EBOOK ***\n\(name)\n*** END OF THE PROJECT GUTENBERG EBOOK ***\nLc"
      try folder.write(file.utf8, to: name + ".txt")
    }
    #expect(whole(try TextCorpus.load(folder.url)) == "x\n\ny\n")
    #expect(whole(try TextCorpus.load(folder.url.appendingPathComponent("x.txt"), vocabulary: .bytes)) == "x\n")
  }

  @Test("Missing, empty and header-only texts are problems")
  func missing() throws {
    expectProblem(mentioning: "no such file", "nowhere") {
      try TextCorpus.load(folder.url.appendingPathComponent("nowhere"))
    }
    expectProblem(mentioning: "no texts", "*.txt") { try TextCorpus.load(folder.url) }
    try folder.write("text".utf8, to: "a.txt")
    let empty = try folder.write([], to: "b.txt")
    expectProblem(mentioning: "b.txt", "empty") { try TextCorpus.load(empty) }
    expectProblem(mentioning: "b.txt", "empty") { try TextCorpus.load(folder.url) }
    let header = try folder.write("*** START OF THE PROJECT GUTENBERG EBOOK ***\n".utf8, to: "c.txt")
    expectProblem(mentioning: "c.txt", "header") { try TextCorpus.load(header) }
    expectProblem(mentioning: "empty") { try TextCorpus(text: "") }
    expectProblem(mentioning: "nothing to learn") {
      try TextCorpus(text: "abc", split: TextSplit(validation: 0.5, test: 0.5))
    }
  }

  @Test("A byte that is no UTF-8 is named by file, line and offset", arguments: [VocabularyChoice.fromData, .bytes])
  func notUTF8(choice: VocabularyChoice) throws {
    try folder.write("good".utf8, to: "a.txt")
    try folder.write(Array("one\ntwo caf".utf8) + [0xE9] + Array(" three".utf8), to: "b.txt")
    expectProblem(mentioning: "b.txt:2", "E9", "offset 11", "iconv") {
      try TextCorpus.load(folder.url, vocabulary: choice)
    }
  }

  @Test("An excerpt that ends within a character is fine as bytes only")
  func cut() throws {
    let file = try folder.write([0x61, 0x62, 0xC3], to: "cut")
    #expect(try TextCorpus.load(file, vocabulary: .bytes).count == 3)
    expectProblem(mentioning: "C3 at offset 2") { try TextCorpus.load(file) }
  }

  @Test("A character outside the given vocabulary is named by file, line and offset")
  func outside() throws {
    let header = "*** START OF THE PROJECT GUTENBERG EBOOK ***\n"
    let file = try folder.write((header + "aa\néb").utf8, to: "a.txt")
    expectProblem(mentioning: "a.txt:3, byte offset \(header.utf8.count + 3)", "U+00E9") {
      try TextCorpus.load(file, vocabulary: .given("ab\n"))
    }
  }

  @Test("More than 256 different characters are a problem that advises bytes")
  func manyCharacters() throws {
    let text = String(String.UnicodeScalarView((0..<300).compactMap { Unicode.Scalar(0x4E00 + $0) }))
    let file = try folder.write(text.utf8, to: "chinese.txt")
    expectProblem(mentioning: "300 different", "chinese.txt", "vocabulary: bytes") { try TextCorpus.load(file) }
    #expect(try TextCorpus.load(file, vocabulary: .bytes).count == 900)
  }
}
