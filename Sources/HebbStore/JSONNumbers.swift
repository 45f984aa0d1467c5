/// The numbers of a JSON document by their key paths; elements of lists are counted from 0.
struct JSONNumbers: Decodable {
  private(set) var byPath: [String: Double] = [:]

  init(from decoder: any Decoder) throws {
    byPath = [:]
    collect(try JSONPart(from: decoder), under: "")
  }

  private mutating func collect(_ part: JSONPart, under path: String) {
    func inner(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    switch part {
    case .number(let value): byPath[path] = value
    case .object(let parts): for (key, part) in parts { collect(part, under: inner(key)) }
    case .list(let parts): for (index, part) in parts.enumerated() { collect(part, under: inner("\(index)")) }
    case .other: break
    }
  }
}

private enum JSONPart: Decodable {
  case number(Double)
  case object([String: JSONPart])
  case list([JSONPart])
  case other

  init(from decoder: any Decoder) throws {
    if let object = try? [String: JSONPart](from: decoder) {
      self = .object(object)
    } else if let list = try? [JSONPart](from: decoder) {
      self = .list(list)
    } else if let number = try? Double(from: decoder), number.isFinite {
      self = .number(number)
    } else {
      self = .other
    }
  }
}
