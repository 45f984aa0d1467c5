import Foundation
import HebbSupport

/// Looks at the store's files again and again, while anyone is watching, and tells what has changed.
///
/// There is one for all viewers, and it only looks: what trains the runs neither knows nor waits.
actor StoreWatcher {
  /// How often the files of runs that go on are looked at.
  static let interval = Duration.milliseconds(250)
  /// After how many of these looks all runs are listed.
  private static let listing = 8
  private static let heartbeat = 60

  private let store: SealedFolder
  private let catalog: RunCatalog
  private let hub: EventHub
  private var known: [String: ListedRun] = [:]
  private var followed: [String: FollowedRun] = [:]
  private var round = 0

  init(_ store: SealedFolder, _ catalog: RunCatalog, _ hub: EventHub) {
    (self.store, self.catalog, self.hub) = (store, catalog, hub)
  }

  /// Until the task is cancelled.
  func run() async throws {
    while true {
      try await Task.sleep(for: Self.interval)
      if hub.isWatched { await look() }
    }
  }

  /// One look; the first one only learns what there is.
  func look() async {
    if round.isMultiple(of: Self.heartbeat) { hub.sendHeartbeat() }
    if round.isMultiple(of: Self.listing) { await list(isFirst: round == 0) }
    round += 1
    var hasChanged = false
    for name in followed.keys.sorted() {
      hasChanged = followed[name]?.look(in: store, hub) == true || hasChanged
    }
    // A record that changes is worth a look at once: the run may have finished.
    if hasChanged { await list(isFirst: false) }
  }

  /// A look at everything, whichever round it is.
  func lookAtAll() async {
    await list(isFirst: false)
    await look()
  }

  private func list(isFirst: Bool) async {
    // An index that cannot be used now may be usable the next time; whoever loads the list is told.
    guard let listed = try? await catalog.runs() else { return }
    let runs = Dictionary(listed.map { ($0.name, $0) }) { first, _ in first }
    defer { known = runs }
    for (name, run) in runs {
      if !isFirst, known[name] != run, let data = try? JSONText.of(run) {
        hub.send(StudioEvent(kind: .run, run: name, data: data))
      }
      if run.isRunning, followed[name] == nil {
        followed[name] = FollowedRun(name, in: store)
      } else if !run.isRunning, followed[name] != nil {
        // Its last lines may have come together with its end.
        _ = followed[name]?.look(in: store, hub)
        followed[name] = nil
      }
    }
    for name in known.keys where runs[name] == nil {
      followed[name] = nil
      hub.send(StudioEvent(kind: .removed, run: name, data: (try? JSONText.of(["run": name])) ?? "{}"))
    }
  }
}

/// What was last seen of a run that goes on.
private struct FollowedRun {
  private let name: String
  private var metrics: LineFollower
  private var history: LineFollower
  private var progress: FileStamp?
  private var record: FileStamp?

  init(_ name: String, in store: SealedFolder) {
    self.name = name
    metrics = LineFollower("metrics.jsonl", ofRun: name, in: store)
    history = LineFollower("history.jsonl", ofRun: name, in: store)
    progress = store.stamp("\(name)/progress.json")
    record = store.stamp("\(name)/run.json")
  }

  /// Tells what is new.
  ///
  /// - Returns: whether the record has changed, too.
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
    return recordNow != record
  }

  private func event(_ kind: StudioEvent.Kind, _ news: LineFollower.News, _ quoted: String) -> StudioEvent {
    StudioEvent(
      kind: kind, run: name,
      data: JSONText.object(["run": quoted, "from": "\(news.from)", "lines": JSONText.array(news.lines)]))
  }
}
