import Foundation
import HebbExperiments
import HebbStore
import HebbSupport

/// The runs of the store: the one place that knows where the page's list comes from.
actor RunCatalog {
  private let folder: SealedFolder
  private var opened: RunStore?
  private var known: [String: ListedRun] = [:]
  /// Whether a network on sequences has learned a text, by name and start: that never changes.
  private var writers: [String: Bool] = [:]

  init(_ folder: SealedFolder) { self.folder = folder }

  /// The newest first; none if the store does not exist yet.
  ///
  /// - Throws: `Problem` if the index cannot be used.
  func runs() throws -> [ListedRun] {
    guard let store = try store() else { return [] }
    // The store follows no links either.
    let runs = try store.runs().map(listed)
    known = Dictionary(runs.map { ($0.name, $0) }) { first, _ in first }
    return runs
  }

  /// A run of the list as it is now.
  ///
  /// - Throws: `StudioError` if there is none, `Problem` if the index cannot be used.
  func run(named name: String) throws -> ListedRun {
    if known[name] == nil { _ = try runs() }
    guard known[name] != nil, folder.holdsFile("\(name)/run.json"), let store = try store() else {
      throw StudioError.missing("run “\(name.prefix(200))” in the store")
    }
    return listed(try store.run(path(of: name)))
  }

  /// The specification's values by path: "layers.0.rule".
  func settings(of run: ListedRun) -> [String: String] {
    // Its reader follows links.
    guard folder.holdsFile("\(run.name)/spec.yaml") else { return [:] }
    return RunFolder(folder.url.appendingPathComponent(run.name, isDirectory: true)).settings()
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

  private func store() throws -> RunStore? {
    if opened == nil, FileManager.default.fileExists(atPath: folder.url.path) { opened = try RunStore(folder.url) }
    return opened
  }

  /// A bare name could mean a folder elsewhere.
  private func path(of name: String) -> String { folder.url.path + "/" + name }

  private func listed(_ run: RunSummary) -> ListedRun {
    ListedRun(run, writes: run.kind == .sequences && writes(run))
  }

  private func writes(_ run: RunSummary) -> Bool {
    struct Record: Decodable { let vocabulary: String? }
    let key = "\(run.name) \(run.started)"
    if let known = writers[key] { return known }
    let record = folder.read("\(run.name)/run.json").flatMap { try? JSONDecoder().decode(Record.self, from: $0) }
    writers[key] = record?.vocabulary != nil
    return record?.vocabulary != nil
  }
}
