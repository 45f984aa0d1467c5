import Testing

@testable import HebbFigures

@Suite("Markup") struct MarkupTests {
  @Test("Text and attributes survive a parser unchanged")
  func escaping() throws {
    let parsed = try ParsedMarkup(Markup.element("p", [("title", hostileText)], text: hostileText).rendered)
    #expect(parsed.texts("p") == [hostileTextShown])
    #expect(parsed.elements[0].attributes == ["title": hostileTextShown])
  }

  @Test(
    "Only void elements and shapes close themselves",
    arguments: [("img", "<img/>"), ("rect", "<rect/>"), ("td", "<td></td>"), ("p", "<p></p>"), ("g", "<g></g>")])
  func closing(name: String, rendered: String) {
    #expect(Markup.element(name).rendered == rendered)
  }

  @Test("Nothing is put beside text; elements of a container begin new lines")
  func spacing() {
    #expect(Markup.element("pre", text: "a\n b").rendered == "<pre>a\n b</pre>")
    #expect(Markup.element("g", [], [.element("path"), .element("path")]).rendered == "<g>\n<path/>\n<path/>\n</g>")
  }

  @Test("Characters outside the basic plane and combining marks are kept")
  func unicode() {
    #expect(Markup.escaped("🧠 e\u{301}\t\n") == "🧠 e\u{301}\t\n")
    #expect(Markup.escaped("\u{FFFE}\u{7F}\r") == "\u{FFFD}\u{FFFD}\u{FFFD}")
  }
}
