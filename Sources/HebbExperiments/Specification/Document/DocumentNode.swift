/// A value of a YAML document, together with where it was written.
struct DocumentNode: Sendable, Equatable {
  enum Content: Sendable, Equatable {
    /// `isPlain` is false for quoted text, which is never a number, a truth value or null.
    case scalar(String, isPlain: Bool)
    case list([DocumentNode])
    /// In the order of the file.
    case mapping([Entry])
  }

  struct Entry: Sendable, Equatable {
    var key: String
    /// Where the key stands; a nested value may begin on a later line.
    var origin: Origin
    var value: DocumentNode
  }

  var content: Content
  var origin: Origin

  /// `key:` with nothing behind it, `~` or `null`.
  var isNull: Bool {
    guard case .scalar(let text, isPlain: true) = content else { return false }
    return ["", "~", "null"].contains(text.lowercased())
  }

  /// The value as an error message quotes it.
  var summary: String {
    switch content {
    case _ where isNull: "nothing"
    case .scalar(let text, _): "“\(text.clipped(to: 60))”"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  /// Where the value under a key path was written; where the path ends early, the deepest value that exists.
  func origin(of path: some Collection<String>) -> Origin {
    guard let key = path.first else { return origin }
    switch content {
    case .mapping(let entries):
      guard let entry = entries.first(where: { $0.key == key }) else { return origin }
      return path.count == 1 ? entry.origin : entry.value.origin(of: path.dropFirst())
    case .list(let elements):
      guard let index = Int(key), elements.indices.contains(index) else { return origin }
      return elements[index].origin(of: path.dropFirst())
    case .scalar:
      return origin
    }
  }
}

extension StringProtocol {
  /// The beginning of a long text, for a message that quotes it.
  func clipped(to length: Int) -> String { count > length ? prefix(length) + "…" : String(self) }
}
