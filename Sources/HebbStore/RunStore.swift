public import Foundation
import GRDB
import HebbExperiments
import HebbSupport
import Synchronization

/// A folder of runs: lists, searches, tags, removes. Everything is read from the runs' own folders; an index beside them
/// only makes it quick.
public final class RunStore: Sendable {
  public let folder: URL
  private let state: Mutex<State>

  private struct State {
    var index: RunIndex
    /// All runs as they were listed last, which they still are if the files are those of the scan.
    var listed: (scan: StoreScan, runs: [RunSummary])?
  }

  /// What the user should know of how the store was opened: that its index was damaged, or cannot be kept.
  public var notice: String? { state.withLock(\.index.notice) }

  /// - Throws: `Problem` if there is no such folder, or no index can be made.
  public init(_ folder: URL) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder), isFolder.boolValue else {
      throw Problem(
        "there is no folder of runs at \(folder.path)", at: "--store",
        advice: "Train a network first, or give the folder that holds the runs.")
    }
    self.folder = folder.standardizedFileURL
    state = Mutex(State(index: try RunIndex(folder)))
  }

  /// The runs that are there now.
  ///
  /// - Throws: `Problem` for a key that no run has, or an index that cannot be used.
  public func runs(_ query: RunQuery = RunQuery()) throws -> [RunSummary] {
    let runs =
      query == RunQuery()
      ? try all()
      : try using { index in
        try index.update(from: folder, StoreScan(folder))
        return try index.runs(query)
      }
    let onStatus = query.conditions.filter { $0.key == RunColumn.status.rawValue }
    let matching = runs.map(seenNow).filter { run in onStatus.allSatisfy { $0.holds(for: run.status.rawValue) } }
    return Array(matching.prefix(query.limit ?? .max))
  }

  /// All of them, from the index only if anything has changed since the last time: a server is asked again and again.
  private func all() throws -> [RunSummary] {
    let scan = StoreScan(folder)
    if let listed = state.withLock(\.listed), listed.scan == scan { return listed.runs }
    let runs = try using { index in
      try index.update(from: folder, scan)
      return try index.runs(RunQuery())
    }
    state.withLock { $0.listed = (scan, runs) }
    return runs
  }

  /// One run, by its path, its name in the store, or `latest`.
  ///
  /// - Throws: `Problem` if there is no such run.
  public func run(_ name: String) throws -> RunSummary {
    let folder = try RunFolder.find(name, in: self.folder)
    guard let summary = RunSummary(folder, name: self.name(of: folder)) else {
      throw Problem("the run was just removed", at: folder.url.path)
    }
    return seenNow(summary)
  }

  /// Every key that conditions can be about: numbers that runs produced, and settings of their experiments.
  public func keys() throws -> (values: [String], settings: [String]) {
    try using { index in
      try index.update(from: folder, StoreScan(folder))
      return try index.keys()
    }
  }

  /// Makes the index anew from the runs' folders.
  ///
  /// - Returns: how many runs were found.
  public func reindex() throws -> Int {
    try using { index in
      try index.queue.write { database in try database.execute(sql: "DELETE FROM run") }
      return try index.update(from: folder, StoreScan(folder))
    }
  }

  /// Adds and removes tags, and sets a note if there is one (an empty one takes it away).
  ///
  /// - Throws: `Problem` if there is no such run, a tag is impossible, or the folder cannot be written to.
  @discardableResult
  public func label(
    _ name: String, adding: [String] = [], removing: [String] = [], note: String? = nil
  ) throws -> RunLabels {
    for tag in adding { try RunLabels.check(tag) }
    let folder = try RunFolder.find(name, in: self.folder)
    var labels = try RunLabels.kept(in: folder)
    for tag in removing where !labels.tags.contains(tag) {
      throw Problem(
        "the run has no tag “\(tag)”", at: folder.url.path,
        advice: labels.tags.isEmpty ? "It has none." : "It has: \(labels.tags.joined(separator: " ")).")
    }
    labels.tags = Set(labels.tags).subtracting(removing).union(adding).sorted()
    if let note { labels.note = note.isEmpty ? nil : note }
    try labels.save(to: folder)
    return labels
  }

  /// Deletes a run with all its files.
  ///
  /// - Throws: `Problem` if there is no such run, it lies outside the store, a process is at work on it, or it cannot be
  ///   deleted.
  public func remove(_ name: String) throws {
    let folder = try RunFolder.find(name, in: self.folder)
    let name = self.name(of: folder)
    if let sweep = RunSummary.sweep(ofTrial: name) {
      throw Problem(
        "this run is a trial of a sweep, which would be incomplete without it", at: folder.url.path,
        advice: "Remove the sweep as a whole: hebb sweep remove \(ShellWord.quoted(sweep))")
    }
    guard folder.url.path.hasPrefix(self.folder.path + "/") else {
      throw Problem(
        "the run is not in the store \(self.folder.path)", at: folder.url.path,
        advice: "Name the store that it is in with --store.")
    }
    guard !RunLock.isHeld(in: folder) else {
      throw Problem(
        "a process is working on this run", at: folder.url.path, advice: "Stop it with Ctrl-C before removing the run.")
    }
    try Folder.remove(folder.url, called: "run")
  }

  /// A run's name within the store.
  private func name(of folder: RunFolder) -> String {
    let prefix = self.folder.path + "/"
    return folder.url.path.hasPrefix(prefix) ? String(folder.url.path.dropFirst(prefix.count)) : folder.url.path
  }

  /// A run that says it is running while no process holds it was killed.
  private func seenNow(_ run: RunSummary) -> RunSummary {
    guard run.status == .running else { return run }
    let folder = RunFolder(self.folder.appendingPathComponent(run.name, isDirectory: true))
    guard !RunLock.isHeld(in: folder) else { return run }
    // It may have ended since its record was read.
    guard var now = RunSummary(folder, name: run.name) else { return run }
    if now.status == .running { now.status = .killed }
    return now
  }

  /// Damage can show itself late, in a part of the file that was not needed before: then the index is made anew, once.
  private func using<Value: Sendable>(_ work: (RunIndex) throws -> Value) throws -> Value {
    try state.withLock { state in
      do {
        do {
          return try work(state.index)
        } catch let error as DatabaseError where RunIndex.isDamage(error) {
          state.index = try state.index.replaced(in: folder, because: error)
          return try work(state.index)
        }
      } catch let error as DatabaseError {
        throw RunIndex.problem(error, folder.appendingPathComponent(RunIndex.fileName))
      }
    }
  }
}
