import HebbPlasticity
import Testing

@Suite("Polynomial rules")
struct PolynomialTests {
  @Test("There are 27 terms, each at the place of its index, no two alike")
  func terms() {
    #expect(Polynomial.Term.all.count == 27 && Set(Polynomial.Term.all).count == 27)
    for (index, term) in Polynomial.Term.all.enumerated() { #expect(term.index == index) }
    #expect(Polynomial.Term(x: 1, y: 2, w: 0).degree == 3)
  }

  @Test("Coefficients are found by exponents, by term and by index")
  func coefficients() {
    var rule = Polynomial()
    #expect(rule.terms.isEmpty)
    rule[x: 1, y: 1, w: 0] = 2
    rule[Polynomial.Term(x: 0, y: 2, w: 1)] = -3
    #expect(rule.terms == [.init(x: 0, y: 2, w: 1), .init(x: 1, y: 1, w: 0)])
    #expect(rule.coefficients[12] == 2 && rule.coefficients[7] == -3)
    #expect(Polynomial(coefficients: rule.coefficients) == rule)
    #expect(rule.scaled(by: 0.5)[x: 1, y: 1, w: 0] == 1)
  }

  @Test("The leading terms are those of the largest magnitude")
  func leadingTerms() throws {
    let rule = try Polynomial(parsing: "0.1 + 3 x y - 5 y^2 w + w")
    #expect(rule.leadingTerms(2).formula == "3*x*y - 5*y^2*w")
    #expect(rule.leadingTerms(9) == rule && rule.leadingTerms(0) == Polynomial())
  }
}
