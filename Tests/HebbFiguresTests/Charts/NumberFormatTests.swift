import Testing

@testable import HebbFigures

@Suite("Number format") struct NumberFormatTests {
  @Test(
    "A number of its own has about three digits",
    arguments: [
      (0, "0"), (1, "1"), (0.5, "0.5"), (61.94, "61.9"), (-3.14159, "−3.14"), (12345.6, "12,346"), (0.0104, "0.0104"),
      (1e-7, "1.00×10⁻⁷"), (2.5e12, "2.50×10¹²"), (.nan, "not a number"), (-.infinity, "−∞"), (-0.0, "0"),
    ] as [(Double, String)])
  func short(value: Double, text: String) {
    #expect(NumberFormat.short(value) == text)
  }

  @Test("Numbers that belong together have equally many decimals")
  func common() {
    func texts(_ values: [Double]) -> [String] { values.map(NumberFormat.common(to: values).string) }
    #expect(texts([56.8, 62, 61.94]) == ["56.8", "62.0", "61.9"])
    #expect(texts([3, 12, 1500]) == ["3", "12", "1500"])
    #expect(texts([0.25, -0.5]) == ["0.250", "−0.500"])
    #expect(texts([1e12, 3e12]) == ["1.00×10¹²", "3.00×10¹²"])
    #expect(texts([]).isEmpty)
  }

  @Test("A negative number that rounds to zero has no sign")
  func negativeZero() {
    #expect(NumberFormat(step: 1, largest: 10).string(-0.2) == "0")
  }
}
