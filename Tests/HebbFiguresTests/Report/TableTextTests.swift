import HebbFigures
import Testing

@Suite("Tables as text") struct TableTextTests {
  @Test("Columns are aligned by what is seen, whatever the text is made of")
  func aligned() {
    let table = Table(
      columns: [.left("method"), .right("accuracy"), .left("note")],
      rows: [["Hebb", "61.9 ± 0.3", "é"], ["backpropagation", "9.2 ± 0.1", ""], ["ne\u{301}on", "5", "x"]])
    #expect(
      table.text() == """
        method             accuracy  note
        ───────────────  ──────────  ────
        Hebb             61.9 ± 0.3  é
        backpropagation   9.2 ± 0.1
        ne\u{301}on                      5  x

        """)
  }

  @Test("Groups have a heading and are set in; title and notes stand apart")
  func grouped() {
    let table = Table(
      "Results", columns: [.left("a"), .right("b")],
      groups: [.init(rows: [["x", "1"]]), .init("Group", rows: [["y", "22"]])], notes: ["Note one.", "Note two."])
    #expect(
      table.text() == """
        Results

          a   b
          ─  ──
          x   1
        Group
          y  22

        Note one.
        Note two.

        """)
  }

  @Test("Rows may be short or long; a table without rows or columns is no problem")
  func awkward() {
    let columns: [Table.Column] = [.left("a"), .left("b")]
    #expect(Table(columns: columns, rows: [["1"], ["1", "2", "3"], []]).text() == "a  b\n─  ─\n1\n1  2\n\n")
    #expect(Table(columns: columns, rows: []).text() == "a  b\n─  ─\n")
    #expect(Table(columns: [], rows: [["1"]]).text() == "")
  }

  @Test("Line ends and escape sequences cannot break the columns or reach the terminal")
  func controls() {
    let text = Table(columns: [.left("a\u{1B}[31m"), .left("b")], rows: [["x\ny\r\nz", "\u{85}\u{2028}."]]).text()
    #expect(text == "a [31m  b\n──────  ───\nx y z     .\n")
  }
}
