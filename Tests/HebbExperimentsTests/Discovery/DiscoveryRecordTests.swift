import Foundation
import HebbPlasticity
import HebbSupport
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Records of searches for rules")
struct DiscoveryRecordTests {
  private let temporary: TemporaryFolder
  private let folder: DiscoveryFolder
  private let record: DiscoveryRecord

  init() throws {
    temporary = try TemporaryFolder()
    folder = DiscoveryFolder(temporary.url)
    let settings = DiscoverySettings(
      task: "target", seed: .max, generations: 7, population: 5, terms: [Polynomial.Term(x: 1, y: 1, w: 0)])
    let task = TargetTask(target: Polynomial())
    record = DiscoveryRecord(
      settings: settings, data: "/somewhere", state: DiscoverySearch(task, settings).state)
  }

  @Test("What is saved is what is loaded, the largest seed included")
  func roundTrip() throws {
    try record.save(to: folder)
    #expect(try DiscoveryRecord.load(from: folder) == record)
  }

  @Test(
    "A damaged record is refused with a reason",
    arguments: [
      ("hebb-discovery-1", "hebb-discovery-9", "hebb-discovery-9"), ("\"population\" : 5", "\"population\" : 6", "fit"),
      ("\"generations\" : 7", "\"generations\" : 0", "fit"), ("\"x*y\"", "\"x*z\"", "unknown symbol"),
      ("\"seed\"", "\"sead\"", "“seed” is missing"), ("{", "", "not valid JSON"),
      ("\"x*y\"", "\"x + y\"", "not a single term"), ("\"seed\" : ", "\"seed\" : -", ""),
    ])
  func damaged(part: String, fault: String, reason: String) throws {
    try record.save(to: folder)
    let text = try String(contentsOf: folder.record, encoding: .utf8)
    try #require(text.contains(part), "\(text)")
    try Data(text.replacing(part, with: fault, maxReplacements: 1).utf8).write(to: folder.record)
    let problem = try #require(throws: Problem.self) { try DiscoveryRecord.load(from: folder) }
    #expect(reason.isEmpty || problem.what.contains(reason), "\(problem)")
    #expect(problem.place == folder.record.path && problem.advice != nil)
  }

  @Test("A missing record is a problem")
  func missing() throws {
    #expect(throws: Problem.self) { try DiscoveryRecord.load(from: folder) }
  }
}
