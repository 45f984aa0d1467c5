import Foundation
import HebbSupport

/// What is saved of a search after every generation.
public struct DiscoveryRecord: Sendable, Equatable, Codable {
  private let format: String
  public let settings: DiscoverySettings
  /// The folder that the task's data was read from, if it was given.
  public let data: String?
  public internal(set) var state: DiscoveryState

  private static let format = "hebb-discovery-1"

  init(settings: DiscoverySettings, data: String?, state: DiscoveryState) {
    format = Self.format
    (self.settings, self.data, self.state) = (settings, data, state)
  }

  func save(to folder: DiscoveryFolder) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(encoder.encode(self), to: folder.record)
  }

  /// - Throws: `Problem` if the file is missing, damaged, or not the record of a search.
  public static func load(from folder: DiscoveryFolder) throws -> DiscoveryRecord {
    func problem(_ reason: String) -> Problem {
      Problem(
        "the search's record cannot be read: \(reason)", at: folder.record.path,
        advice: "Give the folder of a search that hebb discover has made, or start a new search.")
    }
    let record: DiscoveryRecord
    do {
      record = try JSONDecoder().decode(DiscoveryRecord.self, from: Data(contentsOf: folder.record))
    } catch let error as Problem {
      throw problem(error.what)
    } catch let error as DecodingError {
      throw problem(error.reason)
    } catch {
      throw problem(error.localizedDescription)
    }
    guard record.format == Self.format else { throw problem("its format is “\(record.format)”, not “\(Self.format)”") }
    guard record.settings.isValid, record.state.isValid, record.state.strategy.population == record.settings.population
    else { throw problem("its numbers do not fit together") }
    return record
  }
}

extension DecodingError {
  /// What is wrong with a document and where, as far as the decoder says.
  fileprivate var reason: String {
    func located(_ text: String, _ context: Context) -> String {
      let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
      return path.isEmpty ? text : "\(text), at \(path)"
    }
    return switch self {
    case .keyNotFound(let key, let context): located("“\(key.stringValue)” is missing", context)
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      located(context.debugDescription, context)
    @unknown default: localizedDescription
    }
  }
}
