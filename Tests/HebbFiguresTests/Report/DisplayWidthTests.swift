import Testing

@testable import HebbFigures

@Suite("Display width") struct DisplayWidthTests {
  @Test(
    "A text is as wide as a terminal draws it",
    arguments: [
      ("", 0), ("abc", 3), ("0.5 ± 0.1", 9), ("é", 1), ("e\u{301}", 1), ("×10⁻³", 5), ("学习", 4), ("한글", 4),
      ("🧠", 2), ("👩‍🔬", 2), ("❤️", 2), ("a\u{200B}b", 2), ("—", 1), ("ﾊ", 1),
    ])
  func widths(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }
}
