/// Rows of text under a header, in groups if need be, with notes below: the results of a sweep, for the terminal and
/// for a report.
public struct Table: Sendable, Equatable {
  public struct Column: Sendable, Equatable {
    public enum Alignment: Sendable { case left, right }

    public var header: String
    public var alignment: Alignment

    public static func left(_ header: String) -> Column { Column(header: header, alignment: .left) }
    /// For numbers: written with equally many decimals, they then line up.
    public static func right(_ header: String) -> Column { Column(header: header, alignment: .right) }
  }

  /// Rows that belong together, under a heading of their own unless it is nil.
  public struct Group: Sendable, Equatable {
    public var heading: String?
    public var rows: [[String]]

    public init(_ heading: String? = nil, rows: [[String]]) {
      self.heading = heading
      self.rows = rows
    }
  }

  public var title: String?
  public var columns: [Column]
  /// Rows with fewer cells than there are columns end with empty ones; cells beyond the last column are not shown.
  public var groups: [Group]
  public var notes: [String]

  public init(_ title: String? = nil, columns: [Column], groups: [Group], notes: [String] = []) {
    self.title = title
    self.columns = columns
    self.groups = groups
    self.notes = notes
  }

  public init(_ title: String? = nil, columns: [Column], rows: [[String]], notes: [String] = []) {
    self.init(title, columns: columns, groups: [Group(rows: rows)], notes: notes)
  }

  /// The cells of a row, exactly one for each column.
  func cells(of row: [String]) -> [String] {
    columns.indices.map { $0 < row.count ? row[$0] : "" }
  }
}
