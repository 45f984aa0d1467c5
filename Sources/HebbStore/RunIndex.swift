import Foundation
import GRDB
import HebbExperiments
import HebbSupport

/// The SQLite file beside the runs that makes lists of thousands of them quick. It holds nothing that the runs' folders
/// do not: whenever it is read it first takes in what has changed, and it can be deleted at any time.
///
/// Trainings never touch it, so they neither wait for it nor can they damage it.
struct RunIndex: Sendable {
  static let fileName = "index.sqlite"
  /// Of the tables; an index with another one is made anew.
  private static let version = 2

  let queue: DatabaseQueue
  /// What the user should know of how the index was opened.
  let notice: String?

  private init(_ queue: DatabaseQueue, notice: String?) { (self.queue, self.notice) = (queue, notice) }

  /// Opens the index of a store, or makes it. A damaged one is replaced; where none can be written, one in memory does,
  /// and so it does for a folder without runs, which may not be meant to be a store.
  init(_ store: URL) throws {
    let file = store.appendingPathComponent(Self.fileName)
    let isStore = FileManager.default.fileExists(atPath: file.path) || !StoreScan(store).stamps.isEmpty
    do {
      self.init(try isStore ? Self.open(file) : Self.prepared(DatabaseQueue()), notice: nil)
    } catch let error as DatabaseError where Self.isDamage(error) {
      self = try Self.remade(file, because: error)
    } catch is DatabaseError {
      // A folder that cannot be written to, or a full disk: the runs can be read all the same.
      do {
        self.init(
          try Self.prepared(DatabaseQueue()),
          notice: "no index can be kept in \(store.path), so the runs are read one by one")
      } catch { throw Self.problem(error, file) }
    }
  }

  /// An index in place of this one, whose file turned out to be damaged.
  func replaced(in store: URL, because error: DatabaseError) throws -> RunIndex {
    try? queue.close()
    return try Self.remade(store.appendingPathComponent(Self.fileName), because: error)
  }

  private static func remade(_ file: URL, because error: DatabaseError) throws -> RunIndex {
    for suffix in ["", "-journal", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: file.path + suffix)
    }
    do {
      return RunIndex(
        try open(file),
        notice: "the index \(file.path) was damaged (\(error.message ?? "unreadable")); it was made anew from the runs")
    } catch let error as DatabaseError {
      throw problem(error, file)
    }
  }

  private static func open(_ file: URL) throws -> DatabaseQueue {
    var configuration = Configuration()
    // Another process may be taking in a thousand runs.
    configuration.busyMode = .timeout(20)
    return try prepared(DatabaseQueue(path: file.path, configuration: configuration))
  }

  private static func prepared(_ queue: DatabaseQueue) throws -> DatabaseQueue {
    try queue.inDatabase { database in
      try database.execute(sql: "PRAGMA synchronous = OFF")
      guard try Int.fetchOne(database, sql: "PRAGMA user_version") != version else {
        _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM run")
        return
      }
      try database.inTransaction(.immediate) {
        for table in ["run", "value", "setting", "tag"] {
          try database.execute(sql: "DROP TABLE IF EXISTS \(table)")
        }
        try database.execute(sql: schema)
        try database.execute(sql: "PRAGMA user_version = \(version)")
        return .commit
      }
    }
    return queue
  }

  private static let schema = """
    CREATE TABLE run (
      name TEXT PRIMARY KEY, stamp TEXT NOT NULL, kind TEXT NOT NULL, experiment TEXT NOT NULL, data TEXT NOT NULL,
      method TEXT NOT NULL, seed TEXT, status TEXT NOT NULL, problem TEXT, started TEXT,
      version TEXT NOT NULL, machine TEXT NOT NULL, note TEXT, score REAL
    ) WITHOUT ROWID;
    CREATE TABLE value (
      run TEXT NOT NULL, key TEXT NOT NULL, value REAL NOT NULL, PRIMARY KEY (run, key)) WITHOUT ROWID;
    CREATE TABLE setting (
      run TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run, key)) WITHOUT ROWID;
    CREATE TABLE tag (run TEXT NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (run, tag)) WITHOUT ROWID;
    """

  /// Whether the file itself is wrong, and not what surrounds it.
  static func isDamage(_ error: DatabaseError) -> Bool {
    [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_SCHEMA, .SQLITE_FORMAT, .SQLITE_ERROR].contains(
      error.resultCode.primaryResultCode)
  }

  static func problem(_ error: any Error, _ file: URL) -> Problem {
    let database = error as? DatabaseError
    let surroundings: [ResultCode] = [.SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN, .SQLITE_FULL, .SQLITE_IOERR]
    let isElsewhere = database.map { surroundings.contains($0.resultCode.primaryResultCode) } ?? false
    return Problem(
      "the index of the runs cannot be used: \(database?.message ?? "\(error)")", at: file.path,
      advice: isElsewhere
        ? "Check that the disk has space and that you may write to that folder."
        : "Delete that file; it is made anew from the runs.")
  }
}
