/// A value of a reference file, which is JSON.
enum ReferenceValue: Decodable, Sendable, Equatable {
  case number(Double)
  case text(String)
  case list([ReferenceValue])
  case record([String: ReferenceValue])
  case flag(Bool)
  case null

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // Numbers first: a file consists of little else.
    if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let list = try? container.decode([ReferenceValue].self) {
      self = .list(list)
    } else if let record = try? container.decode([String: ReferenceValue].self) {
      self = .record(record)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if container.decodeNil() {
      self = .null
    } else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a number is too large for double precision")
    }
  }

  /// What an error message calls it.
  var summary: String {
    switch self {
    case .number(let number): "the number \(number)"
    case .text(let text): "“\(text)”"
    case .list: "a list"
    case .record: "an object"
    case .flag(let flag): "\(flag)"
    case .null: "null"
    }
  }
}
