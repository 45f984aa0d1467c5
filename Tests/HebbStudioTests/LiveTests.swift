import Foundation
import HebbExperiments
import HebbSupport
import Hummingbird
import Testing

@testable import HebbStudio

@Suite("News of runs that go on")
struct LiveTests {
  /// What comes of some looks, as text.
  private func events(
    _ store: SampleStore, runs: Set<String> = ["a"], _ changes: [() throws -> Void]
  ) async throws -> String {
    let hub = EventHub()
    let watcher = StoreWatcher(store.folder, RunCatalog(store.folder, hub), hub)
    let stream = try hub.subscribe(runs: runs)
    await watcher.look()
    for change in changes {
      try change()
      await watcher.lookAtAll()
    }
    hub.finish()
    var text = ""
    for await event in stream { text += String(buffer: event) }
    return text
  }

  @Test("new lines, progress and records come once, with the number of the first line")
  func news() async throws {
    let store = try SampleStore()
    try store.addRun("b")
    let text = try await events(
      store,
      [
        { try store.addLiveRun("a") },
        { try store.append(#"{"epoch":2}"#, to: "a/metrics.jsonl") },
        { try store.write(#"{"done": 5, "of": 9}"#, to: "a/progress.json") },
        {},
        { try store.append(#"{"step":4}"#, to: "a/history.jsonl") },
      ])
    for (kind, data) in [
      ("metrics", #"{"run":"a","from":1,"lines":[{"epoch":2}]}"#),
      ("progress", #"{"run":"a","progress":{"done": 5, "of": 9}}"#),
      ("history", #"{"run":"a","from":0,"lines":[{"step":4}]}"#),
    ] {
      #expect(text.ranges(of: "event: \(kind)\n").count == 1, "\(kind): \(text)")
      #expect(text.contains("event: \(kind)\ndata: \(data)\n\n"), "\(text)")
    }
    #expect(text.contains("event: run\n") && text.contains(#""name":"a""#))
    #expect(!text.contains(#""name":"b""#), "what was there before is no news")
  }

  @Test("lines of runs that nobody looks at are not sent")
  func interest() async throws {
    let store = try SampleStore()
    let text = try await events(
      store, runs: [], [{ try store.addLiveRun("a") }, { try store.append("{}", to: "a/metrics.jsonl") }])
    #expect(!text.contains("event: metrics"))
  }

  @Test("a run whose process was killed is told of at the next look")
  func killed() async throws {
    let store = try SampleStore()
    try store.addRun("a", status: "running")
    var process = try FileLock(trying: RunFolder(store.url.appendingPathComponent("a")).lock)
    let hub = EventHub()
    let watcher = StoreWatcher(store.folder, RunCatalog(store.folder, hub), hub)
    let stream = try hub.subscribe(runs: [])
    await watcher.look()
    #expect(process != nil)
    process = nil
    await watcher.look()
    hub.finish()
    var text = ""
    for await event in stream { text += String(buffer: event) }
    #expect(text.contains("event: run\n") && text.contains(#""status":"killed""#), "\(text)")
  }

  @Test("what one page is shown of a store that was made anew, the others are told of")
  func replacedStore() async throws {
    let store = try SampleStore()
    try store.addRun("a")
    let hub = EventHub()
    let catalog = RunCatalog(store.folder, hub)
    _ = try await catalog.list()
    let stream = try hub.subscribe(runs: [])
    try FileManager.default.removeItem(at: store.url)
    #expect(try await catalog.list().runs.isEmpty)
    try store.addRun("a")
    #expect(try await catalog.list().runs.count == 1)
    hub.finish()
    var text = ""
    for await event in stream { text += String(buffer: event) }
    #expect(text.contains(/event: removed\n.*\n\nevent: run\n/), "\(text)")
  }

  @Test("a run that is gone is told of")
  func removal() async throws {
    let store = try SampleStore()
    try store.addRun("a")
    let text = try await events(store, [{ try store.remove("a") }])
    #expect(text.contains("event: removed") && text.contains(#"{"run":"a"}"#))
  }

  @Test("a follower hands out whole new lines, and begins anew with a shorter file")
  func lines() throws {
    let store = try SampleStore()
    try store.append("{\"x\":1}", to: "a/metrics.jsonl")
    var follower = LineFollower("metrics.jsonl", ofRun: "a", in: store.folder)
    let first = follower.news(ofRun: "a", in: store.folder)
    #expect(first?.lines == nil)
    try store.write("{\"x\":1}\n{\"x\":2}\n{\"x\"", to: "a/metrics.jsonl")
    let second = follower.news(ofRun: "a", in: store.folder)
    let news = try #require(second)
    #expect(news.from == 1 && news.lines == ["{\"x\":2}"])
    try store.write("{\"x\":1}\n{\"x\":2}\nbroken\n", to: "a/metrics.jsonl")
    let third = follower.news(ofRun: "a", in: store.folder)
    #expect(third?.lines == ["null"])
    try store.write("{\"x\":9}\n", to: "a/metrics.jsonl")
    let last = follower.news(ofRun: "a", in: store.folder)
    let anew = try #require(last)
    #expect(anew.from == 0 && anew.lines == ["{\"x\":9}"])
  }

  @Test("a viewer that is too slow is cut off, and the others are not")
  func slowViewers() async throws {
    let hub = EventHub()
    let slow = try hub.subscribe(runs: [])
    for number in 0..<100 { hub.send(StudioEvent(kind: .removed, run: "a", data: "{\"number\":\(number)}")) }
    #expect(!hub.isWatched)
    var count = 0
    for await _ in slow { count += 1 }
    #expect(count == 64, "what was waiting still comes, then the stream ends")
  }

  @Test("there is a limit to the viewers, and those who leave make room")
  func viewerLimit() async throws {
    let hub = EventHub()
    var streams = try (0..<EventHub.viewerLimit).map { _ in try hub.subscribe(runs: []) }
    #expect(throws: StudioError.self) { _ = try hub.subscribe(runs: []) }
    streams.removeLast()
    _ = try hub.subscribe(runs: [])
  }

  @Test("no more requests compute at once than there are places")
  func workLimit() throws {
    let work = WorkLimit(2)
    var places = [try work.enter(), try work.enter()]
    #expect(throws: StudioError.self) { _ = try work.enter() }
    places.removeLast()
    places.append(try work.enter())
  }
}
