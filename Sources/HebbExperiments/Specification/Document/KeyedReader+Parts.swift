import HebbNetworks
import HebbPlasticity
import HebbSupport

extension KeyedReader {
  /// A part given by its name or as a mapping {name: …, parameter: …}; nil if the key is absent.
  func part<Part>(_ key: Key, from catalog: PartCatalog<Part>) throws -> Part? {
    guard let entry = entry(key) else { return nil }
    return try part(entry.value, at: path(to: key), origin: entry.origin, from: catalog)
  }

  /// A part that may be switched off by “none”; nil if the key is absent.
  func optionalPart<Part>(_ key: Key, from catalog: PartCatalog<Part>) throws -> Part?? {
    guard let entry = entry(key) else { return nil }
    if entry.value.isNone { return .some(nil) }
    return try part(entry.value, at: path(to: key), origin: entry.origin, from: catalog)
  }

  /// A part, a list of parts, or “none”; nil if the key is absent.
  func parts<Part>(_ key: Key, from catalog: PartCatalog<Part>) throws -> [Part]? {
    guard let entry = entry(key) else { return nil }
    if entry.value.isNone { return [] }
    guard case .list(let elements) = entry.value.content else {
      return [try part(entry.value, at: path(to: key), origin: entry.origin, from: catalog)]
    }
    return try elements.enumerated().map { index, element in
      try part(element, at: path(to: key) + ["\(index)"], origin: element.origin, from: catalog)
    }
  }

  /// An activation by name, or as a mapping with its parameters; nil if the key is absent.
  func activation(_ key: Key) throws -> Activation? {
    guard let entry = entry(key) else { return nil }
    let path = path(to: key)
    let (name, parameters) = try named(entry.value, at: path, origin: entry.origin)
    let activation = try choice(
      name, among: Activation.all, by: \.name, called: "activation", at: entry.origin.place(of: path))
    return try locating(entry.value, at: path, origin: entry.origin) {
      guard case .triangle = activation else {
        _ = try ParameterValues(parameters, for: [], of: name)
        return activation
      }
      let power = Parameter.number("power", 1, in: 0.01...100, "exponent of what exceeds the mean")
      return .triangle(power: try ParameterValues(parameters, for: [power], of: name)[number: "power"])
    }
  }

  /// Pooling by the side of windows that are averaged, or as a mapping with kind and sizes; nil if the key is absent.
  func pooling(_ key: Key) throws -> Pooling? {
    guard let entry = entry(key) else { return nil }
    let path = path(to: key)
    guard case .mapping = entry.value.content else { return try optional(key).map { Pooling(size: $0) } }
    let (name, given) = try named(entry.value, at: path, origin: entry.origin)
    let kind = try choice(
      name, among: Pooling.Kind.allCases, by: \.rawValue, called: "pooling", at: entry.origin.place(of: path))
    return try locating(entry.value, at: path, origin: entry.origin) {
      let values = try ParameterValues(given, for: PoolingDescription.parameters, of: name)
      let size = values[whole: "size"]
      return Pooling(
        kind, size: size, stride: values[optionalNumber: "stride"].map { Int($0) } ?? size,
        padding: values[whole: "padding"])
    }
  }

  /// A schedule by name, or as a mapping with its parameters; nil if the key is absent.
  func schedule(_ key: Key) throws -> Schedule? {
    guard let entry = entry(key) else { return nil }
    let (path, names) = (path(to: key), Schedule.all.map(\.name))
    let (name, parameters) = try named(entry.value, at: path, origin: entry.origin)
    guard let schedule = Schedule.all.first(where: { $0.name == name }) else {
      let guess = NearestName.of(name, among: names).map { "Did you mean “\($0)”? " } ?? ""
      throw Problem(
        "there is no schedule “\(name)”", at: entry.origin.place(of: path),
        advice: guess + "There are \(names.joined(separator: ", ")).")
    }
    return try locating(entry.value, at: path, origin: entry.origin) {
      guard case .exponential(let standard) = schedule else {
        _ = try ParameterValues(parameters, for: [], of: name)
        return schedule
      }
      let factor = Parameter.number("factor", standard, in: 0...1, "of the learning rate after every epoch")
      return .exponential(factor: try ParameterValues(parameters, for: [factor], of: name)[number: "factor"])
    }
  }

  /// An optimiser by name, or as a mapping with its parameters; nil if the key is absent.
  func optimiser(_ key: Key) throws -> ReadoutTraining.Optimiser? {
    guard let entry = entry(key) else { return nil }
    let path = path(to: key)
    let (name, parameters) = try named(entry.value, at: path, origin: entry.origin)
    return try locating(entry.value, at: path, origin: entry.origin) {
      switch name {
      case "adam":
        _ = try ParameterValues(parameters, for: [], of: name)
        return .adam
      case "sgd":
        let momentum = Parameter.number("momentum", 0.9, in: 0...0.9999, "what is left of the last step in the next")
        return .sgd(momentum: try ParameterValues(parameters, for: [momentum], of: name)[number: "momentum"])
      default: throw Problem("there is no optimiser “\(name)”", advice: "There are adam and sgd.")
      }
    }
  }

  /// The choice of a name.
  ///
  /// - Throws: `Problem` for an unknown name, with the nearest and all that there are.
  private func choice<Choice>(
    _ name: String, among choices: [Choice], by nameOf: (Choice) -> String, called kind: String, at place: String?
  ) throws -> Choice {
    if let match = choices.first(where: { nameOf($0) == name }) { return match }
    let names = choices.map(nameOf)
    let guess = NearestName.of(name, among: names).map { "Did you mean “\($0)”? " } ?? ""
    throw Problem(
      "there is no \(kind) “\(name)”", at: place, advice: guess + "There are \(names.joined(separator: ", ")).")
  }

  private func part<Part>(
    _ node: DocumentNode, at path: [String], origin: Origin, from catalog: PartCatalog<Part>
  ) throws -> Part {
    let (name, parameters) = try named(node, at: path, origin: origin)
    return try locating(node, at: path, origin: origin) { try catalog.make(name, parameters) }
  }

  /// Problems of a part name a parameter at most: here they learn file, line and key path.
  private func locating<Value>(
    _ node: DocumentNode, at path: [String], origin: Origin, _ body: () throws -> Value
  ) throws -> Value {
    do {
      return try body()
    } catch let problem as Problem {
      let inner = problem.place.map { [$0] } ?? []
      let origin = inner.isEmpty || node.isScalar ? origin : node.origin(of: inner)
      throw Problem(problem.what, at: origin.place(of: path + (node.isScalar ? [] : inner)), advice: problem.advice)
    }
  }

  private func named(
    _ node: DocumentNode, at path: [String], origin: Origin
  ) throws -> (name: String, parameters: [String: ParameterValue]) {
    switch node.content {
    case .scalar(let text, _) where !node.isNull: return (text, [:])
    case .mapping(let entries):
      var (name, parameters): (String?, [String: ParameterValue]) = (nil, [:])
      for entry in entries {
        guard let value = ParameterValue(entry.value) else {
          throw Problem(
            "expected a number, a text or a list of numbers, found \(entry.value.summary)",
            at: entry.origin.place(of: path + [entry.key]), advice: "Write \(entry.key): VALUE.")
        }
        if entry.key != "name" {
          parameters[entry.key] = value
        } else if case .text(let text) = value {
          name = text
        }
      }
      if let name { return (name, parameters) }
      throw Problem(
        "the part has no name", at: origin.place(of: path), advice: "Write {name: NAME, parameter: value}.")
    default:
      throw Problem(
        "expected a name or a mapping, found \(node.summary)", at: origin.place(of: path),
        advice: "Write NAME or {name: NAME, parameter: value}.")
    }
  }
}

extension DocumentNode {
  fileprivate var isScalar: Bool { if case .scalar = content { true } else { false } }
  var isNone: Bool { if case .scalar("none", _) = content { true } else { false } }
}

extension ParameterValue {
  fileprivate init?(_ node: DocumentNode) {
    switch node.content {
    case .scalar(let text, let isPlain):
      guard !node.isNull else { return nil }
      self = Double(scalar: text, isPlain: isPlain).map { .number($0) } ?? .text(text)
    case .list(let elements):
      let numbers = elements.compactMap { element -> Double? in
        if case .scalar(let text, let isPlain) = element.content { Double(scalar: text, isPlain: isPlain) } else { nil }
      }
      guard numbers.count == elements.count else { return nil }
      self = .numbers(numbers)
    case .mapping: return nil
    }
  }
}
