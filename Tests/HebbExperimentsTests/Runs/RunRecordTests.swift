import Foundation
import HebbSupport
import TestSupport
import Testing

@testable import HebbExperiments

@Suite("Run records")
struct RunRecordTests {
  private let folder: RunFolder
  private let temporary: TemporaryFolder

  init() throws {
    temporary = try TemporaryFolder()
    folder = RunFolder(temporary.url)
  }

  private let fresh = RunRecord(
    run: "/runs/one", spec: "net", dataset: "cifar10", method: .hebbian, seed: .max, threads: 2, kernels: "base",
    version: "1",
    machine: "any", started: Date(timeIntervalSince1970: 1_800_000_000))

  @Test("What is saved is loaded")
  func roundTrip() throws {
    var full = fresh
    (full.data, full.limit, full.status, full.problem, full.epochs) = ("/data", 100, .failed, "no\nluck", 3)
    (full.imagesPerSecond, full.secondsPerEpoch, full.weightsDigest) = (1 / 3, 0.1 + 0.2, "abc")
    (full.untrainedAccuracy, full.accuracy) = (["output": 0.1], ["output": 0.7, "layer1Quadrants": 1 / 7])
    for record in [fresh, full] {
      try record.encoded().write(to: folder.record)
      #expect(try RunRecord.load(from: folder) == record)
    }
  }

  @Test("A date that was written, read and written again stays as it is", arguments: 0..<50)
  func dates(part: Int) throws {
    var record = fresh
    record.started = Date(timeIntervalSince1970: 1_800_000_000 + Double(part) / 49 * 0.99)
    let once = try record.encoded()
    try once.write(to: folder.record)
    #expect(try RunRecord.load(from: folder).encoded() == once)
  }

  @Test("Every key is there from the start, null where nothing is known")
  func keys() throws {
    let object = try #require(try JSONSerialization.jsonObject(with: fresh.encoded()) as? [String: Any])
    #expect(object.count == 26)
    for key in ["imagesPerSecond", "secondsPerEpoch", "accuracy", "weightsDigest", "data", "limit", "problem"] {
      #expect(object[key] is NSNull, "\(key)")
    }
    #expect(object["status"] as? String == "running")
  }

  @Test("A record that is missing or damaged is a problem", arguments: ["", "{}", "[]", "{\"run\": 3}"])
  func damaged(contents: String) throws {
    #expect(problem { try RunRecord.load(from: folder) }?.place == folder.record.path)
    try Data(contents.utf8).write(to: folder.record)
    #expect(problem { try RunRecord.load(from: folder) }?.what.contains("cannot be read") == true)
  }
}
