public import Foundation
import HebbSupport

/// What a run was and how it went: its `run.json`, and what `hebb train --json` prints.
public struct RunRecord: Sendable, Codable, Equatable {
  public enum Status: String, Sendable, Codable {
    case running, finished, interrupted, failed
  }

  /// The run's folder.
  public var run: String
  /// The name of the experiment; `spec.yaml` in the folder has all of it.
  public var spec: String
  public var dataset: String
  /// The folder that the data set was read from, if it was given.
  public var data: String?
  /// Training images used, if not all.
  public var limit: Int?
  public var seed: UInt64
  public var threads: Int
  public var kernels: String
  public var version: String
  public var machine: String
  public var started: Date
  public var status = Status.running
  /// Why the run failed.
  public var problem: String?
  /// Passes over the training images that are complete.
  public var epochs = 0
  /// Hebbian training, median over the epochs; nil before the first.
  public var imagesPerSecond: Double?
  public var secondsPerEpoch: Double?
  /// Test accuracy by read-out, as fractions, before plasticity and after training.
  public var untrainedAccuracy: [String: Double]?
  public var accuracy: [String: Double]?
  /// SHA-256 of all weights and thresholds.
  public var weightsDigest: String?

  /// - Throws: `Problem` if the file is missing or not a record.
  public static func load(from folder: RunFolder) throws -> RunRecord {
    do {
      let decoder = JSONDecoder()
      decoder.dateDecodingStrategy = .iso8601
      return try decoder.decode(RunRecord.self, from: Data(contentsOf: folder.record))
    } catch {
      throw Problem(
        "the run's record cannot be read: \(error.localizedDescription)", at: folder.record.path,
        advice: "Give the folder of a run that hebb train has made.")
    }
  }

  func save(to folder: RunFolder) throws { try AtomicFile.write(encoded(), to: folder.record) }

  /// As JSON with sorted keys.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return try encoder.encode(self)
  }
}

/// The program's version.
public let hebbVersion = "0.1.0"
