import Foundation
import HTTPTypes
import HebbSupport
import Hummingbird
import Testing

@testable import HebbStudio

@Suite("What the page is told of runs")
struct RunRoutesTests {
  @Test("the list has each run with its results, tags and progress")
  func list() async throws {
    let store = try SampleStore()
    try store.addRun("a", accuracy: 0.5)
    try store.addRun("b", seed: 7)
    let studio = try StudioClient(store)
    let tagged = try await studio.post("/api/runs/b/tags", #"{"tags": ["good", "seen"]}"#)
    #expect(tagged.object["tags"] as? [String] == ["good", "seen"])
    let runs = try #require(try await studio.get("/api/runs").object["runs"] as? [[String: Any]])
    #expect(Set(runs.compactMap { $0["name"] as? String }) == ["a", "b"])
    let b = try #require(runs.first { $0["name"] as? String == "b" })
    #expect(b["tags"] as? [String] == ["good", "seen"] && b["seed"] as? Int == 7 && b["kind"] as? String == "images")
    let a = try #require(runs.first { $0["name"] as? String == "a" })
    #expect((a["values"] as? [String: Double])?["accuracy.output"] == 0.5)
    let fewer = try await studio.post("/api/runs/b/tags", #"{"tags": ["good"]}"#)
    #expect(fewer.object["tags"] as? [String] == ["good"])
  }

  @Test("a run comes with its lines, settings and pictures, and damaged lines are null")
  func details() async throws {
    let store = try SampleStore()
    try store.addRun("a")
    try store.append("{not json", to: "a/metrics.jsonl")
    try store.append(#"{"epoch":3,"layers":[]}"#, to: "a/metrics.jsonl")
    try store.addPicture("a/figures/layer-1.png")
    let studio = try StudioClient(store)
    let run = try await studio.get("/api/runs/a").object
    let metrics = try #require(run["metrics"] as? [Any])
    #expect(metrics.count == 3 && metrics[1] is NSNull)
    #expect((run["settings"] as? [String: String])?["layers.0.rule"] == "instar")
    #expect(run["figures"] as? [String] == ["layer-1.png"])
    #expect((run["history"] as? [Any])?.isEmpty == true && run["progress"] is NSNull)
    let picture = try await studio.get("/api/runs/a/figures/layer-1.png")
    #expect(picture.status == .ok && picture.headers[.contentType] == "image/png")
    #expect(picture.content == SampleStore.picture)
  }

  @Test("trials of a sweep are runs, too")
  func trials() async throws {
    let store = try SampleStore()
    try store.addRun("sweep/trials/1")
    try store.addPicture("sweep/trials/1/history/00000000-layer-1.png")
    let studio = try StudioClient(store)
    let run = try await studio.get("/api/runs/sweep%2Ftrials%2F1").object["run"] as? [String: Any]
    #expect(run?["name"] as? String == "sweep/trials/1")
    #expect(try await studio.get("/api/runs/sweep%2Ftrials%2F1/history/00000000-layer-1.png").status == .ok)
  }

  @Test("a run is removed with its files, unless it is none")
  func removal() async throws {
    let store = try SampleStore()
    try store.addRun("a")
    let studio = try StudioClient(store)
    #expect(try await studio.change(.delete, "/api/runs/a").status == .ok)
    #expect(!store.folder.holdsFile("a/run.json"))
    #expect(try await studio.change(.delete, "/api/runs/a").status == .notFound)
    for name in ["..", "%2e%2e", "..%2f..%2fetc", "."] {
      #expect(try await studio.change(.delete, "/api/runs/\(name)").status == .notFound, "\(name)")
    }
    #expect(FileManager.default.fileExists(atPath: store.url.path))
  }

  @Test("nothing outside the store is read, whatever a path or a link says")
  func outside() async throws {
    let store = try SampleStore()
    let other = try SampleStore()
    try store.addRun("a")
    try other.addRun("secret")
    try other.addPicture("secret/figures/layer-1.png")
    try store.link("linked", to: other.url.appendingPathComponent("secret"))
    try store.addPicture("a/figures/real.png")
    try store.link("a/figures/link.png", to: other.url.appendingPathComponent("secret/figures/layer-1.png"))
    try store.link("a/history", to: other.url.appendingPathComponent("secret/figures"))
    try store.link("a/progress.json", to: other.url.appendingPathComponent("secret/run.json"))
    let above = store.root.lastPathComponent
    let studio = try StudioClient(store)
    let runs = try await studio.get("/api/runs")
    #expect(!runs.text.contains("linked") && !runs.text.contains("secret"))
    for path in [
      "linked", "..", "../runs/a", "..%2Fruns%2Fa", "%2e%2e%2fruns%2fa", "..%2F..%2F\(above)%2Fruns%2Fa", "%00",
      "a%00",
      "%2Ftmp", "a%2F..%2Fa", "a%2F", "", "index.sqlite", ".",
    ] {
      #expect(try await studio.get("/api/runs/\(path)").status != .ok || path.isEmpty, "\(path)")
    }
    for path in [
      "a/figures/link.png", "a/history/layer-1.png", "a/figures/..%2F..%2Fa%2Ffigures%2Freal.png",
      "a/figures/..%2frun.json", "a/figures%2F../run.json", "a/./run.json", "a/trials/run.json",
      "linked/figures/layer-1.png",
      "..%2Fruns%2Fa/figures/real.png", "a/figures/real.png%00.png",
    ] {
      #expect(try await studio.get("/api/runs/\(path)").status == .notFound, "\(path)")
    }
    #expect(try await studio.get("/api/runs/a/figures/real.png").status == .ok)
    #expect(try await studio.get("/api/runs/a").object["progress"] is NSNull)
  }

  @Test("a report is a page in which no script runs, and no link leads to another")
  func report() async throws {
    let store = try SampleStore()
    let other = try SampleStore()
    try store.addRun("a")
    try store.addRun("b")
    try store.write("<p>", to: "a/report.html")
    try other.write("<p>", to: "report.html")
    try store.link("b/report.html", to: other.url.appendingPathComponent("report.html"))
    let studio = try StudioClient(store)
    let report = try await studio.get("/api/runs/a/report")
    #expect(report.status == .ok && report.text == "<p>")
    let policy = report.headers[.contentSecurityPolicy] ?? ""
    #expect(policy.contains("default-src 'none'") && policy.hasSuffix("sandbox") && !policy.contains("script-src"))
    #expect(report.headers[.xContentTypeOptions] == "nosniff")
    for name in ["b", "none", "..%2Fruns%2Fa", "."] {
      #expect(try await studio.get("/api/runs/\(name)/report").status == .notFound, "\(name)")
    }
  }

  @Test("files that are no pictures are not handed out as such")
  func notPictures() async throws {
    let store = try SampleStore()
    try store.addRun("a")
    try store.write("<script>", to: "a/figures/page.png")
    let studio = try StudioClient(store)
    #expect(try await studio.get("/api/runs/a/figures/page.png").status == .notFound)
  }

  @Test("a store that does not exist yet is empty, and fills up when it does")
  func laterStore() async throws {
    let store = try SampleStore()
    try FileManager.default.removeItem(at: store.url)
    let studio = try StudioClient(store)
    #expect((try await studio.get("/api/runs").object["runs"] as? [Any])?.isEmpty == true)
    try store.addRun("a")
    #expect((try await studio.get("/api/runs").object["runs"] as? [Any])?.count == 1)
  }
}
