public import Foundation
import HebbExperiments
import HebbSupport

/// A run as lists show it: what it was, how far it came, and every number that it produced.
public struct RunSummary: Sendable, Codable, Equatable, Identifiable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case images, sequences
  }

  /// How a run stands, seen from outside.
  public enum Status: String, Sendable, Codable, CaseIterable {
    case running, paused, finished, interrupted, failed
    /// Its process ended without a word: killed, or the machine went down. It can be resumed.
    case killed
    /// Its record cannot be read.
    case damaged
  }

  /// The folder's path within the store.
  public var name: String
  public var kind: Kind
  public var experiment: String
  /// The data set, the text or the task.
  public var data: String
  public var method: String
  /// Nil if the record cannot be read.
  public var seed: UInt64?
  public var status: Status
  public var problem: String?
  /// Nil if the record cannot be read.
  public var started: Date?
  public var version: String
  public var machine: String
  public var labels: RunLabels
  /// All numbers of the record by their key paths, `accuracy.output`, and those of the last line of the metrics under
  /// `last`: `last.validation`.
  public var values: [String: Double]

  public var id: String { name }

  /// A number of the run as tables show it, with up to six digits; nil if the run has none of that key.
  public func text(of key: String) -> String? {
    values[key]?.formatted(.number.precision(.significantDigits(1...6)).grouping(.never))
  }

  /// Whether it belongs to a sweep.
  public var isTrial: Bool { Self.sweep(ofTrial: name) != nil }

  /// The sweep that a run belongs to by its name: `SWEEP/trials/0007-seed2`.
  static func sweep(ofTrial name: String) -> String? {
    name.firstRange(of: "/trials/").map { String(name[..<$0.lowerBound]) }
  }

  /// Of a trial, the part of its name that all trials of its sweep share: `SWEEP/trials/`.
  var trialsFolder: String? { Self.sweep(ofTrial: name).map { $0 + "/trials/" } }

  /// Whether accuracies are those on training images that were held out, and not on the test images.
  public var isHeldOut: Bool { kind == .images && values["validation"] != nil }

  /// The value that tells best how good the run is, and its key: accuracy, or bits per symbol.
  public var headline: (key: String, value: Double)? {
    let keys =
      kind == .images
      ? ["accuracy.output", "last.readout.accuracy", "last.readout.trainingAccuracy"] : ["testBits", "last.validation"]
    return keys.lazy.compactMap { key in values[key].map { (key, $0) } }.first
  }
}

extension RunSummary {
  /// What a run's folder tells now; nil if it is no run.
  init?(_ folder: RunFolder, name: String) {
    guard FileManager.default.fileExists(atPath: folder.record.path) else { return nil }
    self.init(name: name, labels: RunLabels(of: folder))
    guard let numbers = RunNumbers(of: folder) else { return }
    if let record = try? SequenceRecord.load(from: folder) {
      (kind, self.data, method) = (.sequences, record.title, folder.settings()["updater"] ?? "hebbian")
      take(record)
    } else if let record = try? RunRecord.load(from: folder) {
      (kind, self.data, method) = (.images, record.dataset, (record.method ?? .hebbian).rawValue)
      take(record)
    } else {
      return
    }
    values = numbers.values
    for key in ["seed", "threads"] { values[key] = nil }
  }

  /// A folder whose record cannot be read.
  private init(name: String, labels: RunLabels) {
    self.init(
      name: name, kind: .images, experiment: "", data: "", method: "", seed: nil, status: .damaged,
      problem: "run.json cannot be read", started: nil, version: "", machine: "", labels: labels, values: [:])
  }

  private mutating func take(_ record: some StoredRecord) {
    (experiment, seed, started) = (record.spec, record.seed, record.started)
    (version, machine, problem) = (record.version, record.machine, record.problem)
    status = Status(rawValue: record.status.rawValue) ?? .damaged
  }
}
