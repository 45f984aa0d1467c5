import Foundation
import HebbSupport
import Testing

@testable import HebbStudio

@Suite("The runs of the store")
struct RunCatalogTests {
  @Test("a store that was deleted and made anew is opened anew, and so is one whose index was deleted")
  func replacedStore() async throws {
    let store = try SampleStore()
    let catalog = RunCatalog(store.folder, EventHub())
    for names in [["a", "b"], ["b"], ["c"]] {
      for name in names { try store.addRun(name) }
      #expect(Set(try await catalog.list().runs.map(\.name)) == Set(names))
      try FileManager.default.removeItem(at: store.url)
      #expect(try await catalog.list().runs.isEmpty)
    }
    try store.addRun("d")
    _ = try await catalog.list()
    try store.remove("index.sqlite")
    try store.addRun("e")
    #expect(Set(try await catalog.list().runs.map(\.name)) == ["d", "e"])
    #expect(store.folder.holdsFile("index.sqlite"))
  }

  @Test("another folder in the place of the store is noticed")
  func exchangedStore() async throws {
    let store = try SampleStore()
    let other = try SampleStore()
    try store.addRun("a")
    try other.addRun("b")
    let (catalog, others) = (RunCatalog(store.folder, EventHub()), RunCatalog(other.folder, EventHub()))
    #expect(try await catalog.list().runs.map(\.name) == ["a"])
    #expect(try await others.list().runs.map(\.name) == ["b"])
    try FileManager.default.removeItem(at: store.url)
    try FileManager.default.moveItem(at: other.url, to: store.url)
    #expect(try await catalog.list().runs.map(\.name) == ["b"])
  }

  @Test("a run without a specification has what was given beside it, and one whose specification is a link has nothing")
  func settings() async throws {
    let store = try SampleStore()
    let other = try SampleStore()
    try other.write("name: secret\n", to: "spec.yaml")
    for name in ["a", "b", "c"] {
      try store.addRun(name, more: #""limit": 500, "#)
      if name != "a" { try store.remove("\(name)/spec.yaml") }
    }
    try store.link("c/spec.yaml", to: other.url.appendingPathComponent("spec.yaml"))
    let catalog = RunCatalog(store.folder, EventHub())
    let whole = await catalog.settings(of: try await catalog.run(named: "a"))
    #expect(whole["limit"] == "500" && whole["layers.0.rule"] == "instar")
    let bare = await catalog.settings(of: try await catalog.run(named: "b"))
    #expect(bare["limit"] == "500" && bare["layers.0.rule"] == nil)
    let linked = await catalog.settings(of: try await catalog.run(named: "c"))
    #expect(linked.isEmpty)
  }

  @Test("the list tells of what accuracies were measured on, of epochs, and of records that cannot be read")
  func entries() async throws {
    let store = try SampleStore()
    try store.addRun("a")
    try store.addRun("b", more: #""validation": 100, "#)
    try store.write("{", to: "c/run.json")
    let runs = try await RunCatalog(store.folder, EventHub()).list().runs
    let byName = Dictionary(uniqueKeysWithValues: runs.map { ($0.name, $0) })
    let (a, b, c) = (try #require(byName["a"]), try #require(byName["b"]), try #require(byName["c"]))
    #expect(!a.heldOut && b.heldOut && a.epochs == 2 && a.seed == 1 && a.started == "2026-01-01T12:00:00Z")
    #expect(c.status == "damaged" && c.seed == nil && c.started == nil && c.epochs == nil)
  }
}
