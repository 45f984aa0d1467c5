import HebbFigures
import Testing

@Suite("Tables as HTML") struct TableHTMLTests {
  @Test("Title, header, groups, cells and notes are there, escaped")
  func complete() throws {
    let table = Table(
      hostileText, columns: [.left(hostileText), .right("n")],
      groups: [.init(rows: [["a", "1"]]), .init(hostileText, rows: [[hostileText, "2"], ["b"]])], notes: [hostileText])
    let parsed = try ParsedMarkup(table.html())
    #expect(parsed.texts("caption") == ["\(hostileTextShown)"])
    #expect(parsed.texts("th") == [hostileTextShown, "n", hostileTextShown])
    #expect(parsed.texts("td").dropLast() == ["a", "1", hostileTextShown, "2", "b", ""])
    #expect(parsed.texts("p") == [hostileTextShown])
    #expect(parsed.named("tbody").count == 2)
  }

  @Test("Right-aligned columns carry the class of numbers; headings span the table")
  func attributes() throws {
    let table = Table(columns: [.left("a"), .right("b")], groups: [.init("g", rows: [["x", "1"]])])
    let parsed = try ParsedMarkup(table.html())
    #expect(parsed.named("td").map { $0.attributes["class"] } == [nil, "number"])
    #expect(parsed.named("th").map { $0.attributes["scope"] } == ["col", "col", "rowgroup"])
    #expect(parsed.named("th")[2].attributes["colspan"] == "2")
  }

  @Test("An empty table is well-formed")
  func empty() throws {
    #expect(try ParsedMarkup(Table(columns: [], rows: [], notes: ["n"]).html()).texts("p") == ["n"])
  }
}
