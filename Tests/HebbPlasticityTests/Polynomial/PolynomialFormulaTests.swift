import HebbPlasticity
import HebbSupport
import HebbTensor
import Testing

@Suite("Formulas of polynomial rules")
struct PolynomialFormulaTests {
  @Test(
    "A formula is multiplied out and printed with terms of low degree first",
    arguments: [
      // As people write them.
      ("x*y", "x*y"), ("x*y - y^2*w", "x*y - y^2*w"), ("y*(x - y*w)", "x*y - y^2*w"), ("y (x − y w)", "x*y - y^2*w"),
      ("xy – y²w", "x*y - y^2*w"), ("x·y − y**2⋅w", "x*y - y^2*w"), ("(x - w)y", "x*y - y*w"), ("x(y-w)", "x*y - x*w"),
      ("0.7 x y − 0.2*x + 3e-2", "0.03 - 0.2*x + 0.7*x*y"), ("-y*w+x×y", "x*y - y*w"), ("y²w", "y^2*w"),
      // Signs, and the order of operations.
      ("-x^2", "-x^2"), ("(-x)^2", "x^2"), ("x - -y", "x + y"), ("--x", "x"), ("+x", "x"), ("x*-y", "-x*y"),
      ("2*x^2", "2*x^2"), ("(2x)^2", "4*x^2"), ("2 x y²", "2*x*y^2"), ("x^0", "1"), ("x⁰", "1"), ("2^3", "8"),
      ("x - y - w", "x - y - w"), ("x-(y-w)", "x - y + w"), ("x*y/2", "0.5*x*y"), ("x/4*2", "0.5*x"),
      ("x/(1+1)", "0.5*x"), ("x÷-2", "-0.5*x"), ("6/2/3", "1"), ("x/2y", "0.5*x*y"),
      // Numbers.
      (".5x", "0.5*x"), ("5.x", "5*x"), ("1E2", "100"), ("1e+2", "100"), ("2e−1", "0.2"), ("0", "0"), ("0x", "0"),
      ("1e-400", "0"), ("007", "7"),
      // Expansion and cancelling.
      ("(x+y+w)^2", "x^2 + 2*x*y + 2*x*w + y^2 + 2*y*w + w^2"), ("(x-y)(x+y)", "x^2 - y^2"), ("x - x", "0"),
      ("x^3 - x*x^2 + y", "y"), ("x^2*y^2*w^2", "x^2*y^2*w^2"), ("((((x))))", "x"), ("(x y)²", "x^2*y^2"),
      (" x\t* \n y ", "x*y"), ("(x-x)^6", "0"), ("w*y*x", "x*y*w"), ("w + y + x + 1", "1 + x + y + w"),
    ])
  func expansion(text: String, printed: String) throws {
    #expect(try Polynomial(parsing: text).formula == printed)
  }

  @Test("Printing and parsing gives back every polynomial, bit for bit")
  func roundTrip() throws {
    var random = RandomStream(seed: 1, "polynomials")
    for _ in 0..<300 {
      let density = random.uniform()
      let coefficients = (0..<27).map { _ in
        random.uniform() < density ? Double(random.normal()) * [1, 1e-9, 1e12, 1 / 3][random.next(below: 4)] : 0
      }
      let rule = Polynomial(coefficients: coefficients)
      #expect(try Polynomial(parsing: rule.formula) == rule, "\(rule)")
    }
    for extreme in [Double.greatestFiniteMagnitude, .leastNonzeroMagnitude, -.leastNormalMagnitude, 1, -1, 0.1] {
      let rule = Polynomial(coefficients: Polynomial.Term.all.map { _ in extreme })
      #expect(try Polynomial(parsing: rule.formula) == rule, "\(rule)")
    }
  }

  @Test("For people, coefficients are rounded")
  func digits() throws {
    let rule = try Polynomial(parsing: "0.123456 x y - 1.00001 y² w + 1e-7")
    #expect(rule.formula(digits: 3) == "1e-07 + 0.123*x*y - y^2*w")
    #expect(try Polynomial(parsing: rule.formula(digits: 3))[x: 1, y: 1, w: 0] == 0.123)
    #expect("\(rule)" == rule.formula)
  }

  @Test(
    "A mistake is named, and marked in the formula",
    arguments: [
      ("x*z", "unknown symbol “z”", 2), ("x*Y", "unknown symbol “Y”", 2), ("dw = x*y", "unknown symbol “d”", 0),
      ("0,5 x", "unknown symbol “,”", 1), ("x = y", "unknown symbol “=”", 2), ("x # y", "unknown symbol “#”", 2),
      ("3e x", "unknown symbol “e”", 1), ("x[y]", "unknown symbol “[”", 1), ("x 🧠", "unknown symbol “🧠”", 2),
      ("x *", "ends where an operand", 3), ("x +", "ends where an operand", 3), ("-", "ends where an operand", 1),
      ("x * * y", "an operand is missing", 4), ("* x", "an operand is missing", 0), ("()", "an operand is missing", 1),
      ("x*/y", "an operand is missing", 2), ("(x+)", "an operand is missing", 3), ("²x", "an operand is missing", 0),
      ("x ^ ", "an exponent is missing", 4), ("x^y", "an exponent must be a whole number", 2),
      ("x^-1", "an exponent must be a whole number", 2), ("x^1.5", "an exponent must be a whole number", 2),
      ("x^(2)", "an exponent must be a whole number", 2),
      ("x^3", "a term with x^3", 2), ("y³", "a term with y^3", 1), ("x*y*(x + y*w)*x", "a term with x^3", 14),
      ("(x+w)(x+w)^2", "a term with x^3", 5), ("y^2*x*y", "a term with y^3", 6),
      ("x^99", "the exponent is too large", 2),
      ("x²²", "the exponent is too large", 1), ("(x^2)^4", "the exponent is too large", 6),
      ("x^2*x^2*x^2*x^2", "x^8", 12),
      ("2^1001", "the exponent is too large", 2),
      ("x^2^2", "a power of a power", 3), ("x²²^2", "a power of a power", 3),
      ("(x + y", "never closed", 0), ("x*((y)", "never closed", 2), ("x)", "never opened", 1),
      ("(x))*y", "never opened", 3),
      ("x/y", "a division by something else than a number", 2), ("x/(1-1)", "a division by zero", 2),
      ("x/0", "a division by zero", 2), ("1/", "ends where an operand", 2),
      ("x2", "a number after a factor", 1), ("2 3", "a number after a factor", 2),
      ("(x) 2", "a number after a factor", 4),
      ("1.2.3", "a second decimal point", 3), ("1e999", "a number that is too large", 0),
      ("x*nan", "not finite", 2), ("inf", "not finite", 0), ("∞ x", "not finite", 0), ("x*Infinity", "not finite", 2),
      ("1e300*1e300*x", "become infinite", 6), ("1e308+1e308", "become infinite", 5),
      ("x/1e-320", "become infinite", 1),
      ("10^400", "become infinite", 3), ("(1e200 x)^2", "become infinite", 10),
    ])
  func mistakes(text: String, what: String, position: Int) throws {
    let problem = try #require(throws: Problem.self) { try Polynomial(parsing: text) }
    let lines = problem.what.split(separator: "\n", omittingEmptySubsequences: false)
    try #require(lines.count == 3, "\(problem)")
    #expect(lines[0].contains(what), "\(problem)")
    #expect(lines[1] == "    " + text)
    #expect(lines[2] == "    " + String(repeating: " ", count: position) + "^", "\(problem)")
    #expect(problem.place == "formula" && problem.advice?.isEmpty == false)
  }

  @Test("Nothing is not a formula", arguments: ["", " ", "\n\t"])
  func empty(text: String) throws {
    let problem = try #require(throws: Problem.self) { try Polynomial(parsing: text) }
    #expect(problem.what == "the formula is empty" && problem.advice?.contains("x*y - y^2*w") == true)
  }

  @Test("Of a long formula an error shows the surroundings, on one line and with the mark in place")
  func longFormula() throws {
    let text = String(repeating: "x*y +\n", count: 50) + "q" + String(repeating: " + w", count: 50)
    let problem = try #require(throws: Problem.self) { try Polynomial(parsing: text) }
    let lines = problem.what.split(separator: "\n").map(Array.init)
    try #require(lines.count == 3)
    let mark = try #require(lines[2].firstIndex(of: "^"))
    #expect(lines[1][mark] == "q" && lines[1].count < 100)
    #expect(lines[1].contains("…"))
  }

  @Test("Absurd formulas are refused, not suffered")
  func absurd() {
    let deep = String(repeating: "(", count: 5000) + "x" + String(repeating: ")", count: 5000)
    #expect(throws: Problem.self) { try Polynomial(parsing: deep) }
    #expect(throws: Problem.self) { try Polynomial(parsing: String(repeating: "x + ", count: 10_000)) }
    let heavy = String(repeating: "(1+x+y+w)", count: 1000)
    #expect(throws: Problem.self) { try Polynomial(parsing: heavy) }
    let signs = String(repeating: "-", count: 9_000) + "x"
    #expect(throws: Never.self) { try Polynomial(parsing: signs) }
  }

  @Test("Whatever characters it is given, the parser answers with a polynomial or a problem")
  func fuzz() {
    let alphabet = Array("xyw0123.5e+-−*/^²()  z,⁶")
    var random = RandomStream(seed: 3, "fuzz")
    var accepted = 0
    for _ in 0..<5000 {
      let length = 1 + random.next(below: 12)
      let text = String((0..<length).map { _ in alphabet[random.next(below: alphabet.count)] })
      guard let rule = try? Polynomial(parsing: text) else { continue }
      accepted += 1
      #expect((try? Polynomial(parsing: rule.formula)) == rule, "\(text)")
    }
    #expect(accepted > 100)
  }
}
