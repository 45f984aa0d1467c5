import HebbSupport

/// A short YAML file of settings: words, numbers, and lists of them.
public enum SettingsFile {
  /// The values by key; a single value is a list of one.
  ///
  /// - Parameters:
  ///   - values: the keys that have one value.
  ///   - lists: the keys that may have several.
  /// - Throws: `Problem` with the line for what is not YAML, for an unknown key, with the nearest name, and for a value
  ///   of another shape.
  public static func read(
    _ text: String, source: String, values: [String], lists: [String]
  ) throws -> [String: [String]] {
    guard let document = try DocumentNode(yaml: text, origin: { .line(source: source, $0) }) else { return [:] }
    let keys = values + lists
    let list = "The keys here are \(keys.joined(separator: ", "))."
    guard case .mapping(let entries) = document.content else {
      throw Problem(
        "expected a mapping, found \(document.summary)", at: document.origin.place(of: []),
        advice: "Write “key: value” lines. " + list)
    }
    var settings: [String: [String]] = [:]
    for entry in entries {
      let place = entry.origin.place(of: [entry.key])
      guard keys.contains(entry.key) else {
        let guess = NearestName.of(entry.key, among: keys).map { "Did you mean “\($0)”? " } ?? ""
        throw Problem("unknown key “\(entry.key)”", at: place, advice: guess + list)
      }
      let isList = lists.contains(entry.key)
      guard let scalars = scalars(of: entry.value, isList: isList) else {
        throw Problem(
          "expected \(isList ? "a list of words" : "a word or a number"), found \(entry.value.summary)", at: place,
          advice: isList ? "Write \(entry.key): [one, another]." : "Write \(entry.key): value.")
      }
      settings[entry.key] = scalars
    }
    return settings
  }

  private static func scalars(of node: DocumentNode, isList: Bool) -> [String]? {
    switch node.content {
    case .scalar(let text, _): return node.isNull ? nil : [text]
    case .list(let elements) where isList:
      let scalars = elements.compactMap { if case .scalar(let text, _) = $0.content { text } else { nil } }
      return scalars.count == elements.count ? scalars : nil
    case .list, .mapping: return nil
    }
  }
}
