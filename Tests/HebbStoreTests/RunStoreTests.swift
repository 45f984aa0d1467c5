import Foundation
import HebbExperiments
import Testing

@testable import HebbStore

@Suite("The run store")
struct RunStoreTests {
  private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("hebb-store-\(UUID().uuidString)")

  /// A run as another version might have left it: a record and nothing else.
  private func addRun(_ name: String, accuracy: Double, seed: Int = 1) throws {
    let run = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: run, withIntermediateDirectories: true)
    try Data(
      """
      {"run":"/r","spec":"net","dataset":"cifar10","seed":\(seed),"threads":1,"kernels":"base","version":"1",
       "machine":"m","started":"2026-01-01T00:00:00Z","status":"finished","epochs":0,"accuracy":{"output":\(accuracy)}}
      """.utf8
    ).write(to: run.appendingPathComponent("run.json"))
  }

  @Test("A thousand runs are listed in a moment, and only what has changed is read again")
  func thousand() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    for run in 0..<1000 { try addRun("20260101-000000-net-\(run)", accuracy: Double(run) / 1000, seed: run) }
    let store = try RunStore(folder)
    #expect(try store.runs().count == 1000)
    let clock = ContinuousClock()
    let times = try (0..<5).map { _ in try clock.measure { _ = try store.runs() } }
    #expect(try #require(times.min()) < .milliseconds(200), "\(times)")
    try addRun("20260101-000000-net-5", accuracy: 1, seed: 5)
    let best = try store.runs(RunQuery(sortedBy: "accuracy.output", isDescending: true, limit: 1))
    #expect(best.map(\.seed) == [5])
  }

  @Test("Trials of a sweep are runs, too; links and hidden folders are not followed")
  func layout() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try addRun("sweep/trials/0001-seed1", accuracy: 0.5)
    try addRun("elsewhere", accuracy: 0.5)
    try addRun(".hidden", accuracy: 0.5)
    let link = folder.appendingPathComponent("link")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder.appendingPathComponent("elsewhere"))
    let store = try RunStore(folder)
    #expect(try store.runs().map(\.name).sorted() == ["elsewhere", "sweep/trials/0001-seed1"])
    #expect(try store.run("sweep/trials/0001-seed1").experiment == "net")
  }

  @Test("Zeros and ones are numbers, seeds may be as large as they get, damage later on is repaired")
  func corners() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try addRun("a", accuracy: 0)
    try addRun("b", accuracy: 1)
    let store = try RunStore(folder)
    #expect(try store.runs(RunQuery(sortedBy: "accuracy.output")).map { $0.values["accuracy.output"] } == [0, 1])
    #expect(try store.runs(RunQuery([RunCondition("epochs=0")])).count == 2)
    try Data("garbage".utf8).write(to: folder.appendingPathComponent("index.sqlite"))
    #expect(try store.runs().count == 2)
  }
}
