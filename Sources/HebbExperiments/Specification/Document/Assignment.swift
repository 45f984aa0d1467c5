import HebbSupport

/// One `--set KEY.PATH=VALUE`: which value of a document to replace, and by what.
struct Assignment: Sendable, Equatable {
  /// As the user typed it.
  let text: String
  let path: [String]
  let value: DocumentNode

  /// - Throws: `Problem` for a missing "=", an empty path or path component, or a value that is not YAML.
  init(_ text: String) throws {
    let place = Origin.assignment(text).place(of: [])
    let example = "Write KEY.PATH=VALUE, for example --set layers.0.channels=64."
    guard let equals = text.firstIndex(of: "=") else {
      throw Problem("there is no “=” between a key path and a value", at: place, advice: example)
    }
    self.text = text
    path = text[..<equals].split(separator: ".", omittingEmptySubsequences: false).map { $0.trimmingSpaces() }
    guard path.allSatisfy({ !$0.isEmpty }) else {
      throw Problem(
        path == [""] ? "there is no key path before the “=”" : "the key path has an empty part", at: place,
        advice: example)
    }
    let value = try DocumentNode(yaml: String(text[text.index(after: equals)...])) { _ in .assignment(text) }
    guard let value else {
      throw Problem("there is no value behind the “=”", at: place, advice: example + " Empty text is \"\".")
    }
    self.value = value
  }

  private init(text: String, path: [String], value: DocumentNode) {
    (self.text, self.path, self.value) = (text, path, value)
  }

  /// The assignment of a mapping that holds this value and nothing else.
  ///
  /// Precondition: a path of at least two parts.
  var replacingParent: Assignment {
    let origin = Origin.assignment(text)
    let entry = DocumentNode.Entry(key: path[path.count - 1], origin: origin, value: value)
    return Assignment(
      text: text, path: Array(path.dropLast()), value: DocumentNode(content: .mapping([entry]), origin: origin))
  }
}

extension DocumentNode {
  /// Whether an assignment would change nothing.
  func holds(_ assignment: Assignment) -> Bool {
    var node: DocumentNode? = self
    for key in assignment.path {
      guard case .mapping(let entries)? = node?.content else { return false }
      node = entries.first { $0.key == key }?.value
    }
    return node?.content == assignment.value.content
  }

  /// Replaces the value under the assignment's key path.
  ///
  /// A key that a mapping does not have is added, for the reader to judge; an element that a list does not have is a
  /// mistake.
  mutating func apply(_ assignment: Assignment) throws {
    try replace(assignment.path[...], by: assignment)
  }

  private mutating func replace(_ rest: ArraySlice<String>, by assignment: Assignment) throws {
    guard let key = rest.first else {
      self = assignment.value
      return
    }
    let origin = Origin.assignment(assignment.text)
    let name = assignment.path[..<rest.startIndex].joined(separator: ".")
    switch content {
    case .mapping(var entries):
      let index = entries.firstIndex { $0.key == key } ?? entries.endIndex
      if index == entries.endIndex {
        let empty = DocumentNode(content: .mapping([]), origin: origin)
        entries.append(Entry(key: key, origin: origin, value: empty))
      }
      try entries[index].value.replace(rest.dropFirst(), by: assignment)
      if rest.count == 1 { entries[index].origin = origin }
      content = .mapping(entries)
    case .list(var elements):
      guard let index = Int(key) else {
        throw Problem(
          "\(name) is a list, and “\(key)” is not the number of one of its entries", at: origin.place(of: []),
          advice: "Count the entries from 0: \(name).0 is the first.")
      }
      guard elements.indices.contains(index) else {
        throw Problem(
          "\(name) has no entry \(index)", at: origin.place(of: []),
          advice: elements.isEmpty
            ? "The list is empty." : "Its entries are counted from 0; the last is \(elements.count - 1).")
      }
      try elements[index].replace(rest.dropFirst(), by: assignment)
      content = .list(elements)
    case .scalar:
      throw Problem(
        "\(name) is a single value and has no “\(key)”", at: origin.place(of: []),
        advice: "Write --set \(name)=VALUE.")
    }
  }
}

extension Substring {
  fileprivate func trimmingSpaces() -> String {
    let head = drop(while: \.isWhitespace)
    return String(head.reversed().drop(while: \.isWhitespace).reversed())
  }
}
