import Foundation

/// Every number of a run by its path: those of its record, `accuracy.output`, and those of the last line of its metrics
/// under `last`: `last.layers.0.winnerEntropy`. Elements of lists are counted from 0.
public struct RunNumbers: Sendable {
  /// Nil for what is there but empty: it was not measured, or is not finite.
  public private(set) var byPath: [String: Double?] = [:]

  /// Those that are there.
  public var values: [String: Double] { byPath.compactMapValues(\.self) }

  /// Lines of metrics are some hundred bytes; of a long training only the end is read.
  private static let end: UInt64 = 65_536

  /// - Returns: nil if the run has no record, or one that cannot be read.
  public init?(of folder: RunFolder) {
    let decoder = JSONDecoder()
    guard let data = try? Data(contentsOf: folder.record), let record = try? decoder.decode(JSONPart.self, from: data)
    else { return nil }
    collect(record, under: "")
    if let line = Self.lastLine(of: folder.metrics), let metrics = try? decoder.decode(JSONPart.self, from: line) {
      collect(metrics, under: "last")
    }
  }

  private static func lastLine(of file: URL) -> Data? {
    guard let handle = try? FileHandle(forReadingFrom: file) else { return nil }
    defer { try? handle.close() }
    let length = (try? handle.seekToEnd()) ?? 0
    try? handle.seek(toOffset: length > end ? length - end : 0)
    return (try? handle.readToEnd())?.split(separator: UInt8(ascii: "\n")).last.map { Data($0) }
  }

  private mutating func collect(_ part: JSONPart, under path: String) {
    func inner(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    switch part {
    case .number(let value): byPath.updateValue(value, forKey: path)
    case .null: byPath.updateValue(nil, forKey: path)
    case .object(let parts): for (key, part) in parts { collect(part, under: inner(key)) }
    case .list(let parts): for (index, part) in parts.enumerated() { collect(part, under: inner("\(index)")) }
    case .other: break
    }
  }
}

private enum JSONPart: Decodable {
  case number(Double)
  case null
  case object([String: JSONPart])
  case list([JSONPart])
  /// Texts and truth values.
  case other

  init(from decoder: any Decoder) throws {
    if let object = try? [String: JSONPart](from: decoder) {
      self = .object(object)
    } else if let list = try? [JSONPart](from: decoder) {
      self = .list(list)
    } else if let number = try? Double(from: decoder), number.isFinite {
      self = .number(number)
    } else if (try? decoder.singleValueContainer().decodeNil()) == true {
      self = .null
    } else {
      self = .other
    }
  }
}
