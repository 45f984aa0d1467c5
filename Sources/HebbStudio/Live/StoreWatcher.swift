import Foundation
import HebbExperiments
import HebbSupport

/// Looks at the store's files again and again, while anyone is watching, and tells what has changed.
///
/// There is one for all viewers, and it only looks: what trains the runs neither knows nor waits.
actor StoreWatcher {
  /// How often the files of runs that go on are looked at.
  static let interval = Duration.milliseconds(250)
  /// After how many of these looks all runs are listed if the store's folder has changed, and if it has not: runs come
  /// and go with their folders, tags and resumed runs do not show there.
  private static let (listing, wholeListing) = (8, 32)
  private static let heartbeat = 60

  private let store: SealedFolder
  private let catalog: RunCatalog
  private let hub: EventHub
  private var followed: [String: FollowedRun] = [:]
  private var folderDate: Date?
  private var round = 0

  init(_ store: SealedFolder, _ catalog: RunCatalog, _ hub: EventHub) {
    (self.store, self.catalog, self.hub) = (store, catalog, hub)
  }

  /// Until the task is cancelled.
  func run() async throws {
    // The first page should not wait for an index that has yet to be made; and what changes from now on is news to it.
    await list()
    while true {
      try await Task.sleep(for: Self.interval)
      if hub.isWatched { await look() }
    }
  }

  /// One look; the first one only learns what there is.
  func look() async {
    if round.isMultiple(of: Self.heartbeat) { hub.sendHeartbeat() }
    let isDue = round.isMultiple(of: Self.wholeListing) || (round.isMultiple(of: Self.listing) && folderHasChanged())
    if isDue { await list() }
    round += 1
    for name in followed.keys.sorted() where followed[name]?.look(in: store, hub) == true {
      // It may have finished, or been killed. Runs that are gone show in the list.
      if let run = try? await catalog.run(named: name) { follow(run) }
    }
  }

  /// A look at everything, whichever round it is.
  func lookAtAll() async {
    await list()
    await look()
  }

  private func folderHasChanged() -> Bool {
    let date = try? FileManager.default.attributesOfItem(atPath: store.url.path)[.modificationDate] as? Date
    defer { folderDate = date }
    return date != folderDate
  }

  private func list() async {
    // An index that cannot be used now may be usable the next time; whoever loads the list is told.
    guard let runs = try? await catalog.list().runs else { return }
    for run in runs { follow(run) }
    if !followed.isEmpty {
      let names = Set(runs.map(\.name))
      followed = followed.filter { names.contains($0.key) }
    }
  }

  /// Looks at a run's files as long as it goes on.
  private func follow(_ run: ListedRun) {
    if run.isRunning, followed[run.name] == nil {
      followed[run.name] = FollowedRun(run.name, in: store)
    } else if !run.isRunning, followed[run.name] != nil {
      // Its last lines may have come together with its end.
      _ = followed[run.name]?.look(in: store, hub)
      followed[run.name] = nil
    }
  }
}

/// What was last seen of a run that goes on.
private struct FollowedRun {
  private let name: String
  private let folder: RunFolder
  private var metrics: LineFollower
  private var history: LineFollower
  private var progress: FileStamp?
  private var record: FileStamp?

  init(_ name: String, in store: SealedFolder) {
    self.name = name
    folder = RunFolder(store.url.appendingPathComponent(name, isDirectory: true))
    metrics = LineFollower("metrics.jsonl", ofRun: name, in: store)
    history = LineFollower("history.jsonl", ofRun: name, in: store)
    progress = store.stamp("\(name)/progress.json")
    record = store.stamp("\(name)/run.json")
  }

  /// Tells what is new.
  ///
  /// - Returns: whether the record has changed, too, or the run's process is gone.
  mutating func look(in store: SealedFolder, _ hub: EventHub) -> Bool {
    let quoted = (try? JSONText.of(name)) ?? "\"\""
    if let news = metrics.news(ofRun: name, in: store) { hub.send(event(.metrics, news, quoted)) }
    if let news = history.news(ofRun: name, in: store) { hub.send(event(.history, news, quoted)) }
    let progressNow = store.stamp("\(name)/progress.json")
    if progressNow != progress, let text = store.read("\(name)/progress.json").flatMap(JSONText.checked) {
      hub.send(
        StudioEvent(kind: .progress, run: name, data: JSONText.object(["run": quoted, "progress": text])))
    }
    progress = progressNow
    let recordNow = store.stamp("\(name)/run.json")
    defer { record = recordNow }
    return recordNow != record || !RunLock.isHeld(in: folder)
  }

  private func event(_ kind: StudioEvent.Kind, _ news: LineFollower.News, _ quoted: String) -> StudioEvent {
    StudioEvent(
      kind: kind, run: name,
      data: JSONText.object(["run": quoted, "from": "\(news.from)", "lines": JSONText.array(news.lines)]))
  }
}
