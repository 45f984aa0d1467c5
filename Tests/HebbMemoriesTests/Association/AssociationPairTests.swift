import HebbSupport
import Testing

@testable import HebbMemories

@Suite("Pairs of inputs and output")
struct AssociationPairTests {
  @Test("Pairs are read as they are written", arguments: ["1,0=1", "0.5=0", "1,1,0,0.25=0.75"])
  func reading(text: String) throws { #expect(try AssociationPair(parsing: text).text == text) }

  @Test("Spaces do not matter")
  func spaces() throws {
    #expect(try AssociationPair(parsing: " 1, 0 = 1 ") == AssociationPair(inputs: [1, 0], output: 1))
  }

  @Test(
    "Anything else is refused",
    arguments: ["", "1", "1,0", "=1", "1,=1", "1,0=", "a=1", "1=1=1", "2=1", "1=-1", "nan=1"])
  func mistakes(text: String) { #expect(throws: Problem.self) { try AssociationPair(parsing: text) } }
}
