import Foundation
import GRDB
import HebbExperiments
import HebbSupport

extension RunIndex {
  /// In this order they are read by number: finding them by name takes as long as reading them.
  private static let summaryColumns =
    "name, kind, status, seed, started, experiment, data, method, problem, version, machine, note"

  /// The runs that a query asks for, as they were when the index was updated last.
  ///
  /// - Throws: `Problem` for a key that no run has.
  func runs(_ query: RunQuery) throws -> [RunSummary] {
    try queue.read { database in
      var (clauses, arguments): ([String], StatementArguments) = ([], [])
      for condition in query.conditions where condition.key != RunColumn.status.rawValue {
        let clause = try Self.clause(of: condition, in: database)
        clauses.append(clause.sql)
        arguments += clause.arguments
      }
      let order = try Self.order(of: query, in: database)
      let rows = try Row.fetchAll(
        database,
        sql: "SELECT \(Self.summaryColumns) FROM run"
          + (clauses.isEmpty ? "" : " WHERE " + clauses.joined(separator: " AND "))
          + " ORDER BY \(order.sql), run.name DESC",
        arguments: arguments + order.arguments)
      let names = rows.count < 50 ? Set(rows.map { $0[0] as String }) : nil
      let values =
        try Self.grouped(database, table: "value", column: "value", of: names) as [String: [(String, Double)]]
      let tags = try Self.grouped(database, table: "tag", column: "tag", of: names) as [String: [(String, String)]]
      return rows.compactMap { row in
        let name: String = row[0]
        return RunSummary(row, tags: tags[name, default: []].map(\.1), values: values[name, default: []])
      }
    }
  }

  /// Every key of a kind that any run has.
  func keys() throws -> (values: [String], settings: [String]) {
    try queue.read { database in
      (
        try String.fetchAll(database, sql: "SELECT DISTINCT key FROM value ORDER BY key"),
        try String.fetchAll(database, sql: "SELECT DISTINCT key FROM setting ORDER BY key")
      )
    }
  }

  func settings(of run: String) throws -> [String: String] {
    try queue.read { database in
      try Row.fetchAll(database, sql: "SELECT key, value FROM setting WHERE run = ?", arguments: [run]).reduce(into: [:]
      ) {
        $0[$1["key"]] = $1["value"] as String
      }
    }
  }

  private typealias Clause = (sql: String, arguments: StatementArguments)

  private static func clause(of condition: RunCondition, in database: Database) throws -> Clause {
    let (comparison, value) = (condition.comparison, condition.value)
    func compare(_ column: String) -> Clause {
      if comparison == .contains { return ("instr(lower(\(column)), lower(?)) > 0", [value]) }
      if let number = Double(value) {
        return ("CAST(\(column) AS REAL) \(comparison.rawValue) ? AND \(column) GLOB '[-0-9.]*'", [number])
      }
      return ("\(column) \(comparison.rawValue) ?", [value])
    }
    func exists(_ table: String, _ inner: Clause) -> Clause {
      (
        "EXISTS (SELECT 1 FROM \(table) t WHERE t.run = run.name AND t.key = ? AND \(inner.sql))",
        [condition.key] + inner.arguments
      )
    }
    if condition.key == "tag" {
      guard [.equal, .notEqual, .contains].contains(comparison) else {
        throw Problem(
          "tags have no order", at: "--where \(condition.key)", advice: "Compare with =, != or ~ (contains).")
      }
      let test = comparison == .contains ? "instr(lower(t.tag), lower(?)) > 0" : "t.tag = ?"
      let not = comparison == .notEqual ? "NOT " : ""
      return ("\(not)EXISTS (SELECT 1 FROM tag t WHERE t.run = run.name AND \(test))", [value])
    }
    if RunColumn(rawValue: condition.key) != nil {
      // Seeds are text: they can be larger than SQLite's integers.
      if comparison == .equal || comparison == .notEqual, condition.key != "score" {
        return ("run.\(condition.key) \(comparison.rawValue) ?", [value])
      }
      return compare("run.\(condition.key)")
    }
    if try has(condition.key, "value", database) {
      guard comparison == .contains || Double(value)?.isFinite == true else {
        throw Problem(
          "“\(value)” is no number, and \(condition.key) is one", at: "--where \(condition.key)",
          advice: "Percentages are fractions: 0.7 for 70 %.")
      }
      return exists("value", compare("t.value"))
    }
    if try has(condition.key, "setting", database) { return exists("setting", compare("t.value")) }
    throw try unknown(condition.key, database, place: "--where")
  }

  private static func order(of query: RunQuery, in database: Database) throws -> Clause {
    guard let key = query.sortedBy else { return ("run.started \(query.isDescending ? "ASC" : "DESC")", []) }
    let direction = (query.isDescending ? "DESC" : "ASC") + " NULLS LAST"
    // Seeds and settings are texts, but numbers among them are sorted by their size.
    func ordered(_ value: String) -> String {
      "CASE WHEN \(value) GLOB '[-+.0-9]*' THEN CAST(\(value) AS REAL) END \(direction), \(value) \(direction)"
    }
    if RunColumn(rawValue: key) != nil { return (ordered("run.\(key)"), []) }
    for table in ["value", "setting"] where try has(key, table, database) {
      let value = "(SELECT t.value FROM \(table) t WHERE t.run = run.name AND t.key = ?)"
      return (ordered(value), [key, key, key])
    }
    throw try unknown(key, database, place: "--sort")
  }

  private static func has(_ key: String, _ table: String, _ database: Database) throws -> Bool {
    try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM \(table) WHERE key = ?)", arguments: [key]) ?? false
  }

  private static func unknown(_ key: String, _ database: Database, place: String) throws -> Problem {
    let own = try String.fetchAll(
      database, sql: "SELECT DISTINCT key FROM value UNION SELECT DISTINCT key FROM setting")
    let nearest = NearestName.of(key, among: own + RunColumn.allCases.map(\.rawValue) + ["tag"])
    return Problem(
      "no run has a “\(key)”", at: place,
      advice: (nearest.map { "Did you mean \($0)? " } ?? "") + "hebb runs show RUN lists the keys of a run.")
  }

  private static func grouped<Value: DatabaseValueConvertible>(
    _ database: Database, table: String, column: String, of runs: Set<String>?
  ) throws -> [String: [(String, Value)]] {
    let isKeyed = table == "value"
    let filter = runs.map { "WHERE run IN (\($0.map { _ in "?" }.joined(separator: ",")))" } ?? ""
    let rows = try Row.fetchCursor(
      database, sql: "SELECT run, \(isKeyed ? "key" : "''"), \(column) FROM \(table) \(filter)",
      arguments: StatementArguments(runs.map(Array.init) ?? []))
    var groups: [String: [(String, Value)]] = [:]
    while let row = try rows.next() { groups[row[0], default: []].append((row[1], row[2])) }
    return groups
  }
}

extension RunSummary {
  /// - Parameter row: of `summaryColumns`.
  fileprivate init?(_ row: Row, tags: [String], values: [(String, Double)]) {
    guard let kind = Kind(rawValue: row[1]), let status = Status(rawValue: row[2]) else { return nil }
    let (seed, started) = (row[3] as String?, row[4] as String?)
    self.init(
      name: row[0], kind: kind, experiment: row[5], data: row[6], method: row[7], seed: seed.flatMap(UInt64.init),
      status: status, problem: row[8], started: started.flatMap { try? Date($0, strategy: recordedDate) },
      version: row[9], machine: row[10], labels: RunLabels(tags: tags.sorted(), note: row[11]),
      values: Dictionary(values) { first, _ in first })
  }
}
