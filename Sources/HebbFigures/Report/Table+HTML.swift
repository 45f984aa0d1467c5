extension Table {
  /// The table as an HTML `<table>`, everything escaped, with its notes in the table's foot.
  public func html() -> String { markup.rendered }

  var markup: Markup {
    var children: [Markup] = []
    if let title { children.append(.element("caption", text: title)) }
    let header = columns.map { column in
      Markup.element("th", [("scope", "col")] + Self.attributes(column.alignment), text: column.header)
    }
    children.append(.element("thead", [], [.element("tr", [], header)]))
    children += groups.map { group in
      .element("tbody", [], (group.heading.map { [headingRow($0)] } ?? []) + group.rows.map(rowMarkup))
    }
    if !notes.isEmpty {
      let notes = notes.map { Markup.element("p", text: $0) }
      children.append(.element("tfoot", [], [.element("tr", [], [.element("td", [("colspan", span)], notes)])]))
    }
    return .element("table", [], children)
  }

  private var span: String { "\(max(1, columns.count))" }

  private func headingRow(_ heading: String) -> Markup {
    .element("tr", [], [.element("th", [("scope", "rowgroup"), ("colspan", span), ("class", "group")], text: heading)])
  }

  private func rowMarkup(_ row: [String]) -> Markup {
    let cells = zip(columns, cells(of: row)).map { column, cell in
      Markup.element("td", Self.attributes(column.alignment), text: cell)
    }
    return .element("tr", [], cells)
  }

  private static func attributes(_ alignment: Column.Alignment) -> [(String, String)] {
    alignment == .right ? [("class", "number")] : []
  }
}
