public import Foundation
import HebbSupport

/// What a run on sequences was and how it went: its `run.json`, and what `hebb train --json` prints.
public struct SequenceRecord: StoredRecord, Equatable {
  /// Tells such records from those of image networks.
  public var kind = "sequences"
  public var run: String
  public var spec: String
  /// What was learned: a text's name, or a task.
  public var title: String
  /// Where it was read from, if it was given.
  public var data: String?
  /// The characters of the vocabulary, or “bytes”; nil for tasks that are no text.
  public var vocabulary: String?
  public var seed: UInt64
  public var threads: Int
  public var version: String
  public var machine: String
  public var started: Date
  public var status = RunStatus.running
  public var problem: String?
  public var characters = 0
  /// Learning alone.
  public var charactersPerSecond: Double?
  /// Bits per answer, and the fraction that is right, on the test part; known when the run is finished.
  public var testBits: Double?
  public var testAccuracy: Double?
  /// What counting, or guessing, reaches.
  public var references: [SequenceSource.Reference] = []

  /// - Throws: `Problem` if the file is missing or not a record.
  public static func load(from folder: RunFolder) throws -> SequenceRecord {
    do {
      return try decoded(from: Data(contentsOf: folder.record))
    } catch {
      throw Problem(
        "this is no run of a network on sequences", at: folder.record.path,
        advice: "Give the folder of a run that “hebb train hebbian-rnn” has made.")
    }
  }

  /// Whether a folder's record is of this kind; one that is damaged otherwise, too.
  public static func isKept(in folder: RunFolder) -> Bool {
    struct Kind: Decodable { let kind: String }
    let data = try? Data(contentsOf: folder.record)
    return data.flatMap { try? JSONDecoder().decode(Kind.self, from: $0) }?.kind == "sequences"
  }
}
