import Foundation
import HebbExperiments
import HebbStore
import HebbSupport

/// The runs of the store: the one place that knows where the page's list comes from, and that tells what has changed in
/// it since anyone looked last, so that no page misses what another was shown.
actor RunCatalog {
  private let folder: SealedFolder
  private let hub: EventHub
  private var opened: RunStore?
  /// Of what is open.
  private var identity: StoreIdentity?
  private var known: [String: Entry] = [:]
  /// What there was before the first list is no news.
  private var hasListed = false

  init(_ folder: SealedFolder, _ hub: EventHub) { (self.folder, self.hub) = (folder, hub) }

  /// A run and its JSON, made anew only when the run has changed.
  private struct Entry {
    let summary: RunSummary
    let run: ListedRun
    let json: String
  }

  /// All runs, the newest first, and the same as a JSON array; none if the store does not exist yet.
  ///
  /// - Throws: `Problem` if the index cannot be used.
  func list() throws -> (runs: [ListedRun], json: String) {
    // The store follows no links either.
    let entries = try summaries().map { try take($0) }
    if entries.count < known.count {
      for name in Set(known.keys).subtracting(entries.map(\.run.name)) { forget(name) }
    }
    hasListed = true
    return (entries.map(\.run), JSONText.array(entries.map(\.json)))
  }

  /// Notes a run as it is now, and tells of it if it is new or has changed.
  private func take(_ summary: RunSummary) throws -> Entry {
    let before = known[summary.name]
    if let before, before.summary == summary { return before }
    let run = listed(summary)
    let entry = Entry(summary: summary, run: run, json: try JSONText.of(run))
    known[summary.name] = entry
    if hasListed, before?.run != run { hub.send(StudioEvent(kind: .run, run: run.name, data: entry.json)) }
    return entry
  }

  /// Tells that a run is gone.
  private func forget(_ name: String) {
    known[name] = nil
    hub.send(StudioEvent(kind: .removed, run: name, data: (try? JSONText.of(["run": name])) ?? "{}"))
  }

  /// A run of the list as it is now.
  ///
  /// - Throws: `StudioError` if there is none, `Problem` if the index cannot be used.
  func run(named name: String) throws -> ListedRun {
    if known[name] == nil { _ = try list() }
    guard known[name] != nil, folder.holdsFile("\(name)/run.json"), let store = try store() else {
      throw StudioError.missing("run “\(name.prefix(200))” in the store")
    }
    return try take(try store.run(path(of: name))).run
  }

  /// What the run was made of, by path: "layers.0.rule", "limit".
  func settings(of run: ListedRun) -> [String: String] {
    // Their reader follows links; a specification that is missing leads nowhere.
    let record = folder.holdsFile("\(run.name)/run.json")
    let specification = folder.holdsFile("\(run.name)/spec.yaml") || !exists("\(run.name)/spec.yaml")
    guard record, specification else { return [:] }
    return RunSettings.of(RunFolder(folder.url.appendingPathComponent(run.name, isDirectory: true)))
  }

  /// Gives a run these tags, and no others.
  ///
  /// - Throws: `Problem` for an impossible tag, or if the folder cannot be written to.
  func tag(_ run: ListedRun, _ tags: [String]) throws -> ListedRun {
    guard let store = try store() else { return run }
    try store.label(path(of: run.name), adding: tags, removing: run.tags.filter { !tags.contains($0) })
    return try take(try store.run(path(of: run.name))).run
  }

  /// Deletes a run with all its files.
  ///
  /// - Throws: `Problem` if a process is at work on it, or it cannot be deleted.
  func remove(_ run: ListedRun) throws {
    try store()?.remove(path(of: run.name))
    forget(run.name)
  }

  /// An index that was replaced between two looks fails once; then the store is opened anew.
  private func summaries() throws -> [RunSummary] {
    do {
      return try store()?.runs() ?? []
    } catch is Problem {
      opened = nil
      return try store()?.runs() ?? []
    }
  }

  /// The store, opened anew if its folder or its index is not the one that was opened; nil if there is none.
  private func store() throws -> RunStore? {
    let found = StoreIdentity(folder.url)
    if found != identity { opened = nil }
    if opened == nil, found.exists {
      opened = try RunStore(folder.url)
      // With the index, which is made when the store is opened.
      identity = StoreIdentity(folder.url)
    }
    return opened
  }

  /// Whether anything has this path, be it a link that leads nowhere.
  private func exists(_ path: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: self.path(of: path))) != nil
  }

  /// A bare name could mean a folder elsewhere.
  private func path(of name: String) -> String { folder.url.path + "/" + name }

  private func listed(_ run: RunSummary) -> ListedRun {
    ListedRun(run, writes: writes(run))
  }

  /// Whether it is a network that has learned a text.
  private func writes(_ run: RunSummary) -> Bool {
    struct Record: Decodable { let vocabulary: String? }
    guard run.kind == .sequences, let record = folder.read("\(run.name)/run.json") else { return false }
    return (try? JSONDecoder().decode(Record.self, from: record))?.vocabulary != nil
  }
}
