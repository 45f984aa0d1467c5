import HebbData
import TestSupport
import Testing

@Suite("Drawings of characters")
struct CharacterDrawingsTests {
  /// Three characters of two alphabets, two drawings each, 1 × 1: the ink is the number of the drawing.
  private let drawings = CharacterDrawings(
    names: [("Greek", "a"), ("Greek", "b"), ("Latin", "a")].map { .init(alphabet: $0.0, character: $0.1) },
    drawingsEach: 2, side: 1, ink: [0, 1, 2, 3, 4, 5])

  @Test("Drawings are found by character and number")
  func ink() {
    #expect(drawings.count == 3)
    #expect(drawings.ink(ofCharacter: 1, drawing: 1) == [3])
    #expect(drawings.names[2].description == "Latin/a")
    #expect(drawings.names == drawings.names.reversed().sorted())
  }

  @Test("The characters of some alphabets keep their order and drawings")
  func alphabets() throws {
    #expect(drawings.alphabets == ["Greek", "Latin"])
    let latin = try drawings.ofAlphabets(["Latin"])
    #expect(latin.names == [.init(alphabet: "Latin", character: "a")])
    #expect(latin.ink == [4, 5])
    #expect(try drawings.ofAlphabets(["Latin", "Greek"]) == drawings)
    #expect(try drawings.ofAlphabets([]).count == 0)
  }

  @Test("An unknown alphabet is a problem with the nearest name and all that there are")
  func unknown() {
    expectProblem(mentioning: "Grek", "Did you mean Greek?", "Latin") { try drawings.ofAlphabets(["Latin", "Grek"]) }
  }
}
