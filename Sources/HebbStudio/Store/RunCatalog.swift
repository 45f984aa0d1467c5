import Foundation
import HebbExperiments
import HebbStore
import HebbSupport

/// The runs of the store: the one place that knows where the page's list comes from.
actor RunCatalog {
  private let folder: SealedFolder
  private var opened: RunStore?
  /// Of what is open.
  private var identity: StoreIdentity?
  private var known: [String: Entry] = [:]

  init(_ folder: SealedFolder) { self.folder = folder }

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
    let entries = try summaries().map { summary in
      if let entry = known[summary.name], entry.summary == summary { return entry }
      let run = listed(summary)
      return Entry(summary: summary, run: run, json: try JSONText.of(run))
    }
    known = Dictionary(entries.map { ($0.run.name, $0) }) { first, _ in first }
    return (entries.map(\.run), JSONText.array(entries.map(\.json)))
  }

  /// A run of the list as it is now.
  ///
  /// - Throws: `StudioError` if there is none, `Problem` if the index cannot be used.
  func run(named name: String) throws -> ListedRun {
    if known[name] == nil { _ = try list() }
    guard known[name] != nil, folder.holdsFile("\(name)/run.json"), let store = try store() else {
      throw StudioError.missing("run “\(name.prefix(200))” in the store")
    }
    return listed(try store.run(path(of: name)))
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
    return listed(try store.run(path(of: run.name)))
  }

  /// Deletes a run with all its files.
  ///
  /// - Throws: `Problem` if a process is at work on it, or it cannot be deleted.
  func remove(_ run: ListedRun) throws {
    try store()?.remove(path(of: run.name))
    known[run.name] = nil
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
    if found != identity { (opened, known) = (nil, [:]) }
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
