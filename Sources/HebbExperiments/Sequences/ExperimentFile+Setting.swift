import HebbNetworks
import HebbSupport

extension ExperimentFile {
  public var name: String {
    switch self {
    case .images(let specification): specification.name
    case .sequences(let specification): specification.name
    }
  }

  public var yaml: String {
    switch self {
    case .images(let specification): specification.yaml
    case .sequences(let specification): specification.yaml
    }
  }

  /// A copy with some values replaced, as `--set` does; keys may be short, as `paths(of:)` reads them.
  ///
  /// - Throws: `Problem` whose place is the assignment, for a key or value that is wrong.
  public func setting(_ assignments: [(key: String, value: String)]) throws -> ExperimentFile {
    let full = try assignments.flatMap { key, value in try paths(of: key).map { "\($0)=\(value)" } }
    switch self {
    case .images(let specification): return .images(try specification.setting(full))
    case .sequences(let specification): return .sequences(try specification.setting(full))
    }
  }

  /// The key paths that a key means.
  ///
  /// A `*` stands for every layer that has such a key: `layers.*.rule`. For a network on images a key without dots may
  /// leave out what it is a key of: `rule` is `layers.*.rule`, and `epochs` is `training.epochs`.
  ///
  /// - Throws: `Problem` if a short key is unknown, with the nearest name, or could mean several.
  public func paths(of key: String) throws -> [String] {
    guard case .images(let specification) = self else { return [key] }
    return specification.everyLayer(key.contains(".") ? key : try specification.completed(key))
  }
}

extension ExperimentSpecification {
  /// A key without dots as a path.
  fileprivate func completed(_ key: String) throws -> String {
    let sections: [(prefix: String, keys: [String])] = [
      ("", SpecificationKey.allCases.map(\.rawValue)),
      ("layers.*.", LayerKey.allCases.map(\.rawValue)),
      ("training.", TrainingKey.allCases.map(\.rawValue)),
      ("input.", InputKey.allCases.map(\.rawValue)),
      ("readout.", readout.keys.map(\.rawValue)),
    ]
    // What a layer is called wins, too: learning rates are the layers' before they are the read-out's.
    for (prefix, keys) in sections.prefix(2) where keys.contains(key) { return prefix + key }
    let meant = sections.dropFirst(2).filter { $0.keys.contains(key) }
    guard meant.count < 2 else {
      throw Problem(
        "“\(key)” could be \(meant.map { "\($0.prefix)\(key)" }.joined(separator: " or "))", at: key,
        advice: "Write the one that is meant.")
    }
    guard let section = meant.first else {
      let guess = NearestName.of(key, among: sections.flatMap(\.keys)).map { "Did you mean “\($0)”? " } ?? ""
      throw Problem(
        "unknown key “\(key)”", at: key,
        advice: guess + "Keys are those of the experiment file, as with --set; “hebb spec \(name)” shows them.")
    }
    return section.prefix + key
  }

  /// `layers.*.…` for each layer that has such a key, or for all if none has: reading then says what is wrong.
  fileprivate func everyLayer(_ path: String) -> [String] {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 2, parts[0] == SpecificationKey.layers.rawValue, parts[1] == "*" else { return [path] }
    let having = layers.indices.filter { index in
      LayerKey.keys(of: layers[index].kind).contains { $0.rawValue == parts[2] }
    }
    return (having.isEmpty ? Array(layers.indices) : having).map { index in
      ([parts[0], "\(index)"] + parts.dropFirst(2)).joined(separator: ".")
    }
  }
}
