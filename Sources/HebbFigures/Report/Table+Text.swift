extension Table {
  /// The table in columns of plain text for a terminal with a fixed-width font, without borders and without spaces at
  /// the ends of lines; without a header where no column has one; ends with a line feed unless it is empty.
  public func text() -> String {
    guard !columns.isEmpty else { return "" }
    let header = columns.map { Self.singleLine($0.header) }
    let body = groups.map { group in group.rows.map { cells(of: $0).map(Self.singleLine) } }
    let widths = columns.indices.map { column in
      ([header] + body.joined()).map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    // Rows under a heading are set in, and the header and all other rows with them, so that the columns stay straight.
    let indent = groups.contains { $0.heading != nil } ? "  " : ""
    func line(_ cells: [String]) -> String {
      indent + columns.indices.map { padded(cells[$0], to: widths[$0], columns[$0].alignment) }.joined(separator: "  ")
    }

    var lines: [String] = []
    if let title { lines += [Self.singleLine(title), ""] }
    if header.contains(where: { !$0.isEmpty }) {
      lines += [line(header), line(widths.map { String(repeating: "─", count: $0) })]
    }
    for (group, rows) in zip(groups, body) {
      if let heading = group.heading { lines.append(Self.singleLine(heading)) }
      lines += rows.map(line)
    }
    if !notes.isEmpty { lines += [""] + notes.map(Self.singleLine) }
    return lines.map { Self.withoutTrailingSpaces($0) + "\n" }.joined()
  }

  private func padded(_ text: String, to width: Int, _ alignment: Column.Alignment) -> String {
    let spaces = String(repeating: " ", count: width - DisplayWidth.of(text))
    return alignment == .left ? text + spaces : spaces + text
  }

  /// Control characters, line ends among them, would break the columns or speak to the terminal.
  private static func singleLine(_ text: String) -> String {
    let isControl = { (character: Character) in
      character.isNewline || character.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }
    return String(text.map { isControl($0) ? " " : $0 })
  }

  private static func withoutTrailingSpaces(_ line: String) -> String {
    var line = line[...]
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
