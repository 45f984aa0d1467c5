import Foundation
import HebbExperiments
import HebbFigures
import HebbSupport
import TestSupport
import Testing

@testable import HebbStore

@Suite("The run store")
struct RunStoreTests {
  private let temporary: TemporaryFolder
  private var folder: URL { temporary.url }

  init() throws { temporary = try TemporaryFolder() }

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

  @Test("Numbers are sorted by their size, in whatever they are kept")
  func numericOrder() throws {
    for (seed, rate) in [(10, "1e-5"), (2, "0.001"), (1, "12"), (30, "1e-7")] {
      try addRun("net-\(seed)", accuracy: 0.5, seed: seed)
      try Data("layers:\n  - learningRate: \(rate)\n".utf8).write(
        to: folder.appendingPathComponent("net-\(seed)/spec.yaml"))
    }
    let store = try RunStore(folder)
    func seeds(by key: String) throws -> [UInt64?] { try store.runs(RunQuery(sortedBy: key)).map(\.seed) }
    #expect(try seeds(by: "seed") == [1, 2, 10, 30])
    #expect(try seeds(by: "layers.0.learningRate") == [30, 10, 2, 1])
  }

  @Test(
    "Conditions that could never hold are problems",
    arguments: [
      ("accuracy.output>=70%", "no number"), ("epochs=nan", "no number"), ("status=done", "ever “done”"),
      ("tag>good", "no order"),
    ])
  func impossible(condition: String, words: String) throws {
    try addRun("a", accuracy: 0.5)
    let found = problem { try RunStore(folder).runs(RunQuery([RunCondition(condition)])) }
    #expect(found?.what.contains(words) == true && found?.advice != nil, "\(String(describing: found))")
  }

  @Test("A folder without runs is left as it is")
  func noStore() throws {
    #expect(try RunStore(folder).runs().isEmpty)
    #expect(try temporary.names().isEmpty)
  }

  @Test("A trial is removed with its sweep alone; tags that are not there, and a damaged list of them, are problems")
  func refusals() throws {
    try addRun("sweep/trials/0001-seed1", accuracy: 0.5)
    try addRun("a", accuracy: 0.5)
    let store = try RunStore(folder)
    #expect(
      problem { try store.remove("sweep/trials/0001-seed1") }?.advice?.contains("hebb sweep remove sweep") == true)
    #expect(problem { try store.label("a", removing: ["none"]) }?.what.contains("no tag “none”") == true)
    try Data("{".utf8).write(to: RunFolder(folder.appendingPathComponent("a")).labels)
    #expect(problem { try store.label("a", adding: ["good"]) }?.place?.hasSuffix("labels.json") == true)
  }

  @Test("What was given beside the experiment is found, and shows in comparisons")
  func given() throws {
    for (name, rest) in [("a", ""), ("b", #","limit":500,"validation":100,"evaluatedOn":"validation""#)] {
      try addRun(name, accuracy: 0.5)
      let record = RunFolder(folder.appendingPathComponent(name)).record
      let text = try String(contentsOf: record, encoding: .utf8)
      try Data((text.dropLast() + rest + "}").utf8).write(to: record)
    }
    let store = try RunStore(folder)
    #expect(try store.runs(RunQuery([RunCondition("evaluatedOn=validation")])).map(\.name) == ["b"])
    let comparison = try RunComparison(["a", "b"], in: store)
    #expect(comparison.settings.map(\.key) == ["evaluatedOn", "limit", "validation"])
    #expect(!comparison.results.map(\.key).contains("limit"))
    #expect(try RunList(store.runs(), in: store).table.text().contains("50.00 % (held out)"))
  }

  @Test("Trials of a sweep are runs, too; links and hidden folders are not followed")
  func layout() throws {
    try addRun("sweep/trials/0001-seed1", accuracy: 0.5)
    try addRun("sweep/trials/0002-seed1", accuracy: 0.5)
    try addRun("elsewhere", accuracy: 0.5)
    try addRun(".hidden", accuracy: 0.5)
    let link = folder.appendingPathComponent("link")
    try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder.appendingPathComponent("elsewhere"))
    let store = try RunStore(folder)
    #expect(
      try store.runs().map(\.name).sorted() == [
        "elsewhere", "sweep/trials/0001-seed1", "sweep/trials/0002-seed1",
      ])
    let table = try RunList(store.runs(RunQuery(sortedBy: "name", isDescending: true)), in: store).table
    #expect(table.groups.map(\.heading) == ["sweep/trials/", ""])
    #expect(table.groups.map { $0.rows.map { $0[0] } } == [["0002-seed1", "0001-seed1"], ["elsewhere"]])
    #expect(try store.run("sweep/trials/0001-seed1").experiment == "net")
  }

  @Test("Zeros and ones are numbers, seeds may be as large as they get, damage later on is repaired")
  func corners() throws {
    try addRun("a", accuracy: 0)
    try addRun("b", accuracy: 1)
    let store = try RunStore(folder)
    #expect(try store.runs(RunQuery(sortedBy: "accuracy.output")).map { $0.values["accuracy.output"] } == [0, 1])
    #expect(try store.runs(RunQuery([RunCondition("epochs=0")])).count == 2)
    try Data("garbage".utf8).write(to: folder.appendingPathComponent("index.sqlite"))
    #expect(try store.runs().count == 2)
  }

  @Test("2,000 damaged records, metrics and labels: the run is listed all the same")
  func fuzzed() throws {
    try addRun("run", accuracy: 0.5)
    let run = RunFolder(folder.appendingPathComponent("run"))
    try Data("{\"tags\":[\"a\"],\"note\":\"n\"}".utf8).write(to: run.labels)
    try Data("{\"epoch\":1,\"layers\":[{\"deadNeurons\":0}]}\n".utf8).write(to: run.metrics)
    let files = [run.record, run.metrics, run.labels]
    let whole = try files.map { [UInt8](try Data(contentsOf: $0)) }
    var random = SystemRandomNumberGenerator()
    for round in 0..<2_000 {
      let which = round % files.count
      var damaged = whole[which]
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        damaged[Int.random(in: damaged.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      try Data(damaged.prefix(round.isMultiple(of: 7) ? damaged.count / 2 : damaged.count)).write(to: files[which])
      let summary = try #require(RunSummary(run, name: "run"))
      #expect(summary.name == "run")
      try Data(whole[which]).write(to: files[which])
    }
  }
}
