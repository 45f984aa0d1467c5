import Foundation
import HebbData
import TestSupport
import Testing

@Suite("Vocabularies")
struct TextVocabularyTests {
  @Test("Characters are numbered by code point, whatever their order and number")
  func order() throws {
    let vocabulary = try Vocabulary(of: "banana é\n")
    #expect(vocabulary.characters == "\n abné")
    #expect(vocabulary.count == 6)
    #expect(try vocabulary == Vocabulary(of: "é\nabn "))
  }

  @Test("Decoding undoes encoding", arguments: ["", "abba", "a\r\nb", "é e\u{301}"])
  func roundTrip(text: String) throws {
    let vocabulary = try Vocabulary(of: "ab\r\né e\u{301}")
    let encoded = try vocabulary.encode(text)
    #expect(encoded.count == text.unicodeScalars.count)
    #expect(vocabulary.decode(encoded).unicodeScalars.elementsEqual(text.unicodeScalars))
    #expect(
      try Vocabulary.bytes.decode(Vocabulary.bytes.encode(text)).unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  @Test("Bytes are UTF-8, and what is none of it becomes the replacement character")
  func bytes() throws {
    #expect(Vocabulary.bytes.count == 256 && Vocabulary.bytes.characters == nil)
    #expect(try Vocabulary.bytes.encode("aé") == [0x61, 0xC3, 0xA9])
    #expect(Vocabulary.bytes.decode([0x61, 0xC3]) == "a\u{FFFD}")
  }

  @Test("Up to 256 characters fit, and neither 257 nor none")
  func size() throws {
    let characters = (0..<257).compactMap { Unicode.Scalar(0x400 + $0) }.map { String($0) }
    let full = try Vocabulary(of: characters.prefix(256).joined())
    #expect(full.count == 256)
    #expect(try full.encode(characters[255]) == [255])
    expectProblem(mentioning: "257", "256", "bytes") { try Vocabulary(of: characters.joined()) }
    expectProblem(mentioning: "without characters") { try Vocabulary(of: "") }
  }

  @Test("A character outside is a problem with its name, its position and what to write instead")
  func outside() throws {
    let vocabulary = try Vocabulary(of: "abe'-. ")
    expectProblem(mentioning: "--prompt, character 3", "U+00E9", "LATIN SMALL LETTER E WITH ACUTE", "\"e\" is in it") {
      try vocabulary.encode("abé", place: "--prompt")
    }
    expectProblem(mentioning: "character 1", "U+2019", "\"'\" is in it") { try vocabulary.encode("’") }
    expectProblem(mentioning: "\"--\" is in it") { try vocabulary.encode("—") }
    expectProblem(mentioning: "\"a\" is in it") { try vocabulary.encode("A") }
    expectProblem(mentioning: "\"a\" is in it") { try vocabulary.encode("Ä") }
    expectProblem(mentioning: "⏎", "Leave it out") { try vocabulary.encode("\n") }
    expectProblem(mentioning: "\"z\"", "Leave it out") { try vocabulary.encode("z") }
  }

  @Test("What cannot be seen has a name that can")
  func names() throws {
    let vocabulary = try Vocabulary(of: "\0\n\t aé\u{301}\u{FEFF}")
    let names = (0..<UInt8(vocabulary.count)).map { vocabulary.name(of: $0) }
    #expect(names == ["␀", "⇥", "⏎", "␣", "a", "é", "◌\u{301}", "U+FEFF"])
    #expect(Vocabulary.bytes.name(of: 0x41) == "A")
    #expect(Vocabulary.bytes.name(of: 0xC3) == "C3")
    #expect(Vocabulary.bytes.name(of: 0x7F) == "␡")
  }

  @Test("A vocabulary survives JSON", arguments: [nil, "a\0\n\"\\é\u{301}𝄞"])
  func coding(characters: String?) throws {
    let vocabulary = try characters.map { try Vocabulary(of: $0) } ?? .bytes
    let decoded = try JSONDecoder().decode(Vocabulary.self, from: JSONEncoder().encode(vocabulary))
    #expect(decoded == vocabulary)
  }

  @Test(
    "JSON without characters is no vocabulary", arguments: ["{}", #"{"charcters": "abc"}"#, #"{"characters": ""}"#])
  func badCoding(json: String) {
    #expect(throws: (any Error).self) { try JSONDecoder().decode(Vocabulary.self, from: Data(json.utf8)) }
  }
}
