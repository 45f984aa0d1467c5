public import Foundation

/// What `--json` prints: one object, indented, with its keys sorted so that two outputs can be compared line by line.
public enum JSONOutput {
  /// - Throws: `Problem` that names the key if a number is infinite or NaN, which JSON cannot express.
  public static func data(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    do {
      return try encoder.encode(value)
    } catch EncodingError.invalidValue(let number, let context) {
      let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
      throw Problem(
        "\(number) cannot be written as JSON", at: path.isEmpty ? nil : path.joined(separator: "."),
        advice: "Only finite numbers can; without --json the value is printed as it is.")
    }
  }

  /// The text without a newline at its end; throws as `data` does.
  public static func text(_ value: some Encodable) throws -> String {
    String(decoding: try data(value), as: UTF8.self)
  }
}
