import Foundation

/// Files with one JSON object in each line.
enum JSONLines {
  static func encode(_ values: [some Encodable]) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var data = Data()
    for value in values {
      data.append(try encoder.encode(value))
      data.append(UInt8(ascii: "\n"))
    }
    return data
  }

  /// The values of a file's lines, in order.
  ///
  /// - Throws: if the file is missing, or a line is damaged.
  static func decode<Value: Decodable>(_ type: Value.Type, contentsOf url: URL) throws -> [Value] {
    let decoder = JSONDecoder()
    return try lines(of: url).map { try decoder.decode(type, from: $0) }
  }

  /// The same without lines that are damaged; none if the file is missing.
  static func readable<Value: Decodable>(_ type: Value.Type, contentsOf url: URL) -> [Value] {
    let decoder = JSONDecoder()
    return ((try? lines(of: url)) ?? []).compactMap { try? decoder.decode(type, from: $0) }
  }

  private static func lines(of url: URL) throws -> [Data] {
    try Data(contentsOf: url).split(separator: UInt8(ascii: "\n")).map { Data($0) }
  }
}
