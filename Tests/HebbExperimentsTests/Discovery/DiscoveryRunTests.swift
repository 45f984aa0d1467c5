import Foundation
import HebbPlasticity
import HebbSupport
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Searches for rules in folders")
struct DiscoveryRunTests {
  private let store: TemporaryFolder
  private let task: TargetTask
  private let settings = DiscoverySettings(
    task: "target", seed: 2, generations: 12, population: 6,
    terms: [(0, 2, 1), (1, 0, 0), (1, 1, 0)].map(Polynomial.Term.init))

  init() throws {
    store = try TemporaryFolder()
    task = TargetTask(target: try Polynomial(parsing: "0.8 x y - 0.6 y^2 w"), noise: 0.01)
  }

  @Test("Everything is there at the end: record, rule, picture, result")
  func files() throws {
    var run = try DiscoveryRun.start(task, settings, in: store.url)
    var seen = 0
    let result = try run.run { search in
      seen += 1
      #expect(search.state.history.count == seen)
    }
    #expect(seen == result.generations && result.seed == 2 && result.task == "target")
    let folder = run.folder
    #expect(folder.url.lastPathComponent.hasSuffix("discover-target-seed2"))
    #expect(try DiscoveryRecord.load(from: folder).state == run.search.state)
    #expect(try String(contentsOf: folder.rule, encoding: .utf8).contains("formula: \"\(result.formula)\""))
    #expect(try String(contentsOf: folder.chart, encoding: .utf8).contains("<svg"))
    #expect(try Data(contentsOf: folder.result) == JSONOutput.data(result))
    #expect(try DiscoveryFolder.find("latest", in: store.url) == folder)
    #expect(try DiscoveryFolder.find(folder.url.lastPathComponent, in: store.url) == folder)
  }

  @Test("Interrupted again and again it comes to the same result as if it never was")
  func interruption() throws {
    var whole = try DiscoveryRun.start(task, settings, in: store.url)
    let expected = try whole.run()
    var run = try DiscoveryRun.start(task, settings, in: store.url)
    var result: DiscoveryResult?
    while result == nil {
      let stop = StopRequest()
      var done = 0
      do {
        result = try run.run(stop: stop) { _ in
          done += 1
          if done == 3 { stop.request() }
        }
      } catch let interruption as Interruption {
        #expect(interruption.epochs == run.search.state.history.count)
        let record = try DiscoveryRecord.load(from: run.folder)
        #expect(record.state == run.search.state)
        run = DiscoveryRun.resume(task, record, in: run.folder)
      }
    }
    #expect(run.search.state == whole.search.state)
    #expect(result?.rules == expected.rules && result?.terms == expected.terms)
  }

  @Test("A finished search that is resumed gives its result again")
  func again() throws {
    var run = try DiscoveryRun.start(task, settings, in: store.url)
    let result = try run.run()
    var resumed = DiscoveryRun.resume(task, try DiscoveryRecord.load(from: run.folder), in: run.folder)
    #expect(try resumed.run() == result)
  }

  @Test("A store that cannot be written to, and a search that is not there, are problems")
  func problems() throws {
    try Data().write(to: store.file("file"))
    #expect(throws: Problem.self) { try DiscoveryRun.start(task, settings, in: store.file("file")) }
    let empty = try #require(throws: Problem.self) { try DiscoveryFolder.find("latest", in: store.url) }
    #expect(empty.what.contains("no searches") && empty.advice?.contains("hebb discover") == true)
    let unknown = try #require(throws: Problem.self) { try DiscoveryFolder.find("mine", in: store.url) }
    #expect(unknown.what.contains("no search “mine”"))
  }
}
