import HebbSupport

/// Reads the values of a YAML mapping by key, and refuses keys that it does not know.
///
/// `Key` lists the valid keys; every mistake is thrown as a `Problem` that names the line and the key path. Whether
/// numbers are in range is not decided here but by the specification's `validate`, which also serves values that were
/// built in Swift.
struct KeyedReader<Key: RawRepresentable<String> & CaseIterable> {
  private let entries: [DocumentNode.Entry]
  private let origin: Origin
  private let path: [String]

  /// - Throws: `Problem` if `node` is no mapping or has a key that is not among `Key`'s cases.
  init(_ node: DocumentNode, at path: [String] = [], origin: Origin? = nil, keys: Key.Type = Key.self) throws {
    self.origin = origin ?? node.origin
    self.path = path
    guard case .mapping(let entries) = node.content else {
      throw Problem(
        "expected a mapping, found \(node.summary)", at: self.origin.place(of: path),
        advice: "Write “key: value” lines; the keys here are \(Self.keyList).")
    }
    self.entries = entries
    for entry in entries where Key(rawValue: entry.key) == nil {
      throw Problem(
        "unknown key “\(entry.key)”", at: entry.origin.place(of: path + [entry.key]),
        advice: suggestion(for: entry.key, among: Key.allCases.map(\.rawValue), called: "keys"))
    }
  }

  func required<Value: DocumentScalar>(_ key: Key, as type: Value.Type = Value.self) throws -> Value {
    guard let value = try optional(key, as: type) else { throw missing(key) }
    return value
  }

  /// Nil if the key is absent; a key with nothing behind it is a mistake.
  func optional<Value: DocumentScalar>(_ key: Key, as type: Value.Type = Value.self) throws -> Value? {
    guard let entry = entry(key) else { return nil }
    guard !entry.value.isNull, case .scalar(let text, let isPlain) = entry.value.content,
      let value = Value(scalar: text, isPlain: isPlain)
    else {
      throw Problem(
        "expected \(Value.expectation), found \(entry.value.summary)", at: entry.origin.place(of: path(to: key)),
        advice: Value.advice)
    }
    return value
  }

  /// A list of numbers, or “none”; nil if the key is absent.
  func numbers(_ key: Key) throws -> [Double]? {
    guard let entry = entry(key) else { return nil }
    if entry.value.isNone { return [] }
    func mistake(_ node: DocumentNode, at path: [String]) -> Problem {
      Problem(
        "expected numbers, found \(node.summary)", at: node.origin.place(of: path),
        advice: "Write a list like [0.5, 0.75], or none.")
    }
    guard case .list(let elements) = entry.value.content else { throw mistake(entry.value, at: path(to: key)) }
    return try elements.enumerated().map { index, element in
      guard case .scalar(let text, let isPlain) = element.content, let number = Double(scalar: text, isPlain: isPlain)
      else { throw mistake(element, at: path(to: key) + ["\(index)"]) }
      return number
    }
  }

  /// One of a fixed set of words.
  func optional<Value: RawRepresentable<String> & CaseIterable>(_ key: Key, oneOf type: Value.Type) throws -> Value? {
    guard let word = try optional(key, as: String.self) else { return nil }
    guard let value = Value(rawValue: word) else {
      throw Problem(
        "unknown value “\(word)”", at: entry(key)?.origin.place(of: path(to: key)),
        advice: suggestion(for: word, among: Value.allCases.map(\.rawValue), called: "values"))
    }
    return value
  }

  /// A nested mapping; nil if the key is absent.
  func mapping<Nested>(_ key: Key, keys: Nested.Type) throws -> KeyedReader<Nested>? {
    try entry(key).map { try KeyedReader<Nested>($0.value, at: path(to: key), origin: $0.origin) }
  }

  /// A nested mapping that may be “none”; nil then, and if the key is absent.
  func optionalMapping<Nested>(_ key: Key, keys: Nested.Type) throws -> KeyedReader<Nested>? {
    if let entry = entry(key), case .scalar("none", _) = entry.value.content { return nil }
    return try mapping(key, keys: keys)
  }

  /// A list of mappings.
  func mappings<Nested>(_ key: Key, keys: Nested.Type) throws -> [KeyedReader<Nested>] {
    guard let entry = entry(key) else { throw missing(key) }
    guard case .list(let elements) = entry.value.content else {
      throw Problem(
        "expected a list, found \(entry.value.summary)", at: entry.origin.place(of: path(to: key)),
        advice: "Begin each entry with “- ”.")
    }
    return try elements.enumerated().map { index, element in
      try KeyedReader<Nested>(element, at: path(to: key) + ["\(index)"])
    }
  }

  /// - Throws: `Problem` if a key is given that means nothing here.
  func refuse(_ keys: [Key], in what: String) throws {
    guard let key = keys.first(where: { entry($0) != nil }) else { return }
    throw Problem(
      "\(what) has no “\(key.rawValue)”", at: entry(key)?.origin.place(of: path(to: key)), advice: "Leave it out.")
  }

  private static var keyList: String { Key.allCases.map(\.rawValue).joined(separator: ", ") }

  func entry(_ key: Key) -> DocumentNode.Entry? { entries.first { $0.key == key.rawValue } }

  func path(to key: Key) -> [String] { path + [key.rawValue] }

  private func missing(_ key: Key) -> Problem {
    Problem(
      "the key “\(key.rawValue)” is missing", at: origin.place(of: path),
      advice: "Add a line “\(key.rawValue): …”; the keys here are \(Self.keyList).")
  }
}

/// "Did you mean …? Valid keys: …"
private func suggestion(for word: String, among names: [String], called kind: String) -> String {
  let guess = NearestName.of(word, among: names).map { "Did you mean “\($0)”? " } ?? ""
  return guess + "Valid \(kind): \(names.joined(separator: ", "))."
}
