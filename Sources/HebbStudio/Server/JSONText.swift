import Foundation
import HebbSupport

/// JSON that is put together from pieces that are JSON already, such as the lines of a run's files.
enum JSONText {
  /// - Throws: `Problem` for numbers that JSON cannot express.
  static func of(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      throw Problem("an answer holds a number that JSON cannot express")
    }
  }

  /// - Parameter members: keys, which need no escaping, and JSON.
  static func object(_ members: KeyValuePairs<String, String>) -> String {
    "{" + members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
  }

  static func array(_ elements: some Sequence<String>) -> String { "[" + elements.joined(separator: ",") + "]" }

  /// The text itself if it is one JSON object; nil otherwise, so that no damaged file spoils the answer around it.
  static func checked(_ data: Data) -> String? {
    guard (try? JSONSerialization.jsonObject(with: data)) is [String: Any] else { return nil }
    // Newlines would end a line of an event stream; within JSON they can only stand between tokens.
    return String(decoding: data, as: UTF8.self).replacing("\n", with: " ").replacing("\r", with: " ")
  }
}
