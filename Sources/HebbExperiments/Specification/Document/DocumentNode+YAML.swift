import HebbSupport
import Yams

extension DocumentNode {
  /// More values than any experiment has: aliases of aliases can make a short file expand without end.
  private static let mostValues = 100_000

  /// Parses one YAML document.
  ///
  /// - Parameter origin: turns a line number of the text into the place to report.
  /// - Returns: nil if the text is empty or holds comments only.
  /// - Throws: `Problem` for a syntax error or a key that is given twice.
  init?(yaml: String, origin: (_ line: Int) -> Origin) throws {
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml, .default, .default, .utf8)
    } catch let error as YamlError {
      throw Problem(yamlError: error, origin: origin)
    }
    guard let root else { return nil }
    var budget = Self.mostValues
    try self.init(root, parent: origin(1), origin: origin, budget: &budget)
    if isNull { return nil }
  }

  private init(_ node: Node, parent: Origin, origin: (Int) -> Origin, budget: inout Int) throws {
    let here = node.mark.map { origin($0.line) } ?? parent
    budget -= 1
    guard budget > 0 else {
      throw Problem(
        "the document has more than \(Self.mostValues) values", at: here.place(of: []),
        advice: "Write fewer aliases (*name): each of them repeats everything that its anchor holds.")
    }
    self.origin = here
    switch node {
    case .scalar(let scalar):
      content = .scalar(scalar.string, isPlain: scalar.style == .plain || scalar.style == .any)
    case .sequence(let sequence):
      var elements: [DocumentNode] = []
      for element in sequence {
        elements.append(try DocumentNode(element, parent: here, origin: origin, budget: &budget))
      }
      content = .list(elements)
    case .mapping(let mapping):
      var entries: [Entry] = []
      for (key, value) in mapping {
        let place = key.mark.map { origin($0.line) } ?? here
        guard case .scalar(let name) = key else {
          throw Problem(
            "a key must be a word, not a list or a mapping", at: place.place(of: []),
            advice: "Write “key: value”, one to a line.")
        }
        let value = try DocumentNode(value, parent: place, origin: origin, budget: &budget)
        entries.append(Entry(key: name.string, origin: place, value: value))
      }
      content = .mapping(entries)
    case .alias:
      // The parser puts what an anchor holds in place of its aliases.
      throw Problem("an alias has no anchor", at: here.place(of: []), advice: "Write the value itself.")
    }
  }
}

extension Problem {
  fileprivate init(yamlError error: YamlError, origin: (Int) -> Origin) {
    switch error {
    case .scanner(let context, let problem, let mark, let yaml), .parser(let context, let problem, let mark, let yaml),
      .composer(let context, let problem, let mark, let yaml):
      let lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
      let line = lines.indices.contains(mark.line - 1) ? String(lines[mark.line - 1]) : ""
      self.init(
        "this is not valid YAML: \(problem)" + (context.map { " (\($0.text), line \($0.mark.line))" } ?? ""),
        at: origin(mark.line).place(of: []), advice: Self.advice(forLine: line, column: mark.column))
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.map { "“\($0)”" }.joined(separator: ", ")
      self.init(
        "the key \(names) is given more than once in the same mapping, here for the first time",
        at: origin(context.mark.line).place(of: []), advice: "Keep one of them.")
    case .reader(let problem, let offset, _, let yaml):
      let line = yaml.prefix(offset ?? 0).count(where: \.isNewline) + 1
      self.init(
        "this is not valid YAML: \(problem)", at: origin(line).place(of: []),
        advice: "Save the file as UTF-8 text without control characters.")
    default:
      self.init("this is not valid YAML: \(error)", at: origin(1).place(of: []))
    }
  }

  private static func advice(forLine line: String, column: Int) -> String {
    if line.prefix(while: \.isWhitespace).contains("\t") {
      return "Indent with spaces: YAML does not allow tabs there."
    }
    let content = line.drop(while: \.isWhitespace)
    return (content.isEmpty ? "" : "Column \(column) of “\(content.clipped(to: 60))”. ")
      + "Check the indentation, that every “:” has a space behind it, and that quotes and brackets are closed."
  }
}
