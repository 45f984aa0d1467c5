import Foundation
import GRDB
import HebbExperiments
import HebbTensor
import Synchronization

extension RunIndex {
  /// Takes in what has changed in the store since the last time: new runs, runs that went on, runs that are gone.
  ///
  /// - Parameter scan: of the store, a moment ago.
  /// - Returns: how many runs were read.
  @discardableResult
  func update(from store: URL, _ scan: StoreScan) throws -> Int {
    let found = scan.stamps.mapValues(\.description)
    let known = try queue.read { database in
      try Row.fetchAll(database, sql: "SELECT name, stamp FROM run").reduce(into: [String: String]()) {
        $0[$1["name"]] = $1["stamp"]
      }
    }
    let changed = found.filter { known[$0.key] != $0.value }
    let gone = known.keys.filter { found[$0] == nil }
    guard !changed.isEmpty || !gone.isEmpty else { return 0 }
    let summaries = Self.read(changed.keys.sorted(), in: store)
    try queue.inDatabase { database in
      // At once for writing: a transaction that begins by reading cannot wait for its turn.
      try database.inTransaction(.immediate) {
        for name in gone { try Self.delete(name, from: database) }
        for (summary, settings) in summaries {
          try Self.delete(summary.name, from: database)
          try Self.insert(summary, settings, stamp: changed[summary.name] ?? "", into: database)
        }
        return .commit
      }
    }
    return summaries.count
  }

  /// What the folders of runs tell; nothing of one that is gone.
  private static func read(_ names: [String], in store: URL) -> [(RunSummary, [String: String])] {
    let runs = Mutex<[String: (RunSummary, [String: String])]>([:])
    Parallel(threads: Parallel.processors).forEach(names.count) { index, _ in
      let folder = RunFolder(store.appendingPathComponent(names[index], isDirectory: true))
      guard let summary = RunSummary(folder, name: names[index]) else { return }
      let settings = RunSettings.of(folder)
      runs.withLock { $0[names[index]] = (summary, settings) }
    }
    return runs.withLock { read in names.compactMap { read[$0] } }
  }

  private static func delete(_ name: String, from database: Database) throws {
    for (table, column) in [("run", "name"), ("value", "run"), ("setting", "run"), ("tag", "run")] {
      try database.cachedStatement(sql: "DELETE FROM \(table) WHERE \(column) = ?").execute(arguments: [name])
    }
  }

  private static func insert(
    _ run: RunSummary, _ settings: [String: String], stamp: String, into database: Database
  ) throws {
    try database.cachedStatement(sql: "INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").execute(
      arguments: [
        run.name, stamp, run.kind.rawValue, run.experiment, run.data, run.method, run.seed.map { "\($0)" },
        run.status.rawValue, run.problem, run.started?.recorded, run.version, run.machine, run.labels.note,
        run.headline?.value,
      ])
    let value = try database.cachedStatement(sql: "INSERT INTO value VALUES (?, ?, ?)")
    for (key, number) in run.values { try value.execute(arguments: [run.name, key, number]) }
    let setting = try database.cachedStatement(sql: "INSERT INTO setting VALUES (?, ?, ?)")
    for (key, text) in settings { try setting.execute(arguments: [run.name, key, text]) }
    let tag = try database.cachedStatement(sql: "INSERT OR IGNORE INTO tag VALUES (?, ?)")
    for label in run.labels.tags { try tag.execute(arguments: [run.name, label]) }
  }
}
