import Foundation
import HebbPlasticity
import HebbSupport
import Testing

@Suite("Stored polynomial rules")
struct PolynomialCodableTests {
  @Test("A rule is stored as its formula, a term as in a formula")
  func roundTrip() throws {
    let rule = try Polynomial(parsing: "x y - 0.1 y² w")
    let data = try JSONEncoder().encode([rule])
    #expect(String(decoding: data, as: UTF8.self) == "[\"x*y - 0.1*y^2*w\"]")
    #expect(try JSONDecoder().decode([Polynomial].self, from: data) == [rule])
    let terms = try JSONEncoder().encode(Polynomial.Term.all)
    #expect(try JSONDecoder().decode([Polynomial.Term].self, from: terms) == Polynomial.Term.all)
  }

  @Test("What is no formula is refused, and what is no single term")
  func mistakes() {
    #expect(throws: Problem.self) { try JSONDecoder().decode([Polynomial].self, from: Data("[\"x*\"]".utf8)) }
    for text in ["[\"x + y\"]", "[\"0\"]"] {
      #expect(throws: DecodingError.self) { try JSONDecoder().decode([Polynomial.Term].self, from: Data(text.utf8)) }
    }
  }
}
