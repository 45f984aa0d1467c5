public import Foundation

/// How far a run has come.
public enum RunStatus: String, Sendable, Codable, CaseIterable {
  case running
  /// Stopped on purpose before its end, at a point where a sweep compares it with others.
  case paused
  case finished
  /// Stopped by Ctrl-C or a signal, with everything saved.
  case interrupted
  case failed
}

/// What the records of all kinds of runs have in common.
public protocol StoredRecord: Codable, Sendable {
  /// The run's folder.
  var run: String { get set }
  /// The name of the experiment; `spec.yaml` in the folder has all of it.
  var spec: String { get }
  var seed: UInt64 { get }
  var threads: Int { get set }
  /// Of Hebb.
  var version: String { get }
  /// Operating system and number of processors.
  var machine: String { get }
  /// By the clock of the machine that it ran on.
  var started: Date { get }
  var status: RunStatus { get set }
  /// Why the run failed.
  var problem: String? { get set }
}

extension StoredRecord {
  /// What to tell the user when a run goes on with another version of Hebb.
  public var versionWarning: String? {
    version == hebbVersion
      ? nil
      : "the run was begun by Hebb \(version), and this is \(hebbVersion): it may end with other weights than it would have"
  }

  /// As JSON with sorted keys.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(date.recorded)
    }
    return try encoder.encode(self)
  }

  /// Why a record cannot be read.
  static func reason(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, _): "there is no “\(key.stringValue)” in it"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "“\(context.codingPath.map(\.stringValue).joined(separator: "."))” is of the wrong kind"
    case is DecodingError: "it is not JSON, or has an impossible value"
    default: error.localizedDescription
    }
  }

  static func decoded(from data: Data) throws -> Self {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .custom { decoder in
      let text = try decoder.singleValueContainer().decode(String.self)
      return try (try? Date(text, strategy: recordedDate)) ?? Date(text, strategy: .iso8601)
    }
    return try decoder.decode(Self.self, from: data)
  }
}

/// ISO 8601 in UTC with milliseconds, so that runs of one second have an order.
public let recordedDate = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

extension Date {
  /// As records have it. Parts of a millisecond are cut off, also where a date that was read from such a text lies just
  /// before its millisecond.
  public var recorded: String { (self + 0.0002).formatted(recordedDate) }
}

/// The system and its processors, as records name them.
func machineName() -> String {
  let processors = ProcessInfo.processInfo.activeProcessorCount
  return "\(ProcessInfo.processInfo.operatingSystemVersionString), \(processors) processors"
}
