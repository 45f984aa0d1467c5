import HebbNetworks
import HebbPlasticity

/// A named part of a layer (rule, competition, activation, …) as YAML and JSON say it: a name, or a mapping of the name
/// and the parameters.
struct PartDescription: Equatable {
  let name: String
  let values: [String: ParameterValue]

  init(_ part: any NamedPart) {
    name = type(of: part).name
    values = part.values
  }

  init(_ activation: Activation) {
    name = activation.name
    values = if case .triangle(let power) = activation { ["power": .number(power)] } else { [:] }
  }

  init(_ schedule: Schedule) {
    name = schedule.name
    values = if case .exponential(let factor) = schedule { ["factor": .number(factor)] } else { [:] }
  }

  init(_ optimiser: ReadoutTraining.Optimiser) {
    switch optimiser {
    case .adam: (name, values) = ("adam", [:])
    case .sgd(let momentum): (name, values) = ("sgd", ["momentum": .number(momentum)])
    }
  }

  /// "instar", or "{name: bcm, decay: 0.01}" with every parameter.
  var yaml: String {
    guard !values.isEmpty else { return name }
    let entries = values.sorted { $0.key < $1.key }.map { "\($0): \($1.yaml)" }
    return "{\((["name: \(name)"] + entries).joined(separator: ", "))}"
  }
}

extension ParameterValue {
  /// As a value of a mapping.
  var yaml: String {
    switch self {
    case .number(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    case .text(let text): quotedYAML(text)
    case .numbers(let numbers): "[\(numbers.map { "\($0)" }.joined(separator: ", "))]"
    }
  }
}

extension ParameterValue {
  func encode(to container: inout KeyedEncodingContainer<PartKey>, forKey key: PartKey) throws {
    switch self {
    case .number(let number) where number == number.rounded() && abs(number) < 1e15:
      try container.encode(Int(number), forKey: key)
    case .number(let number): try container.encode(number, forKey: key)
    case .text(let text): try container.encode(text, forKey: key)
    case .numbers(let numbers): try container.encode(numbers, forKey: key)
    }
  }
}

/// Any key of a part: its name or one of its parameters.
struct PartKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension PartDescription: Encodable {
  func encode(to encoder: any Encoder) throws {
    guard !values.isEmpty else {
      var single = encoder.singleValueContainer()
      return try single.encode(name)
    }
    var container = encoder.container(keyedBy: PartKey.self)
    try container.encode(name, forKey: PartKey(stringValue: "name"))
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      try value.encode(to: &container, forKey: PartKey(stringValue: name))
    }
  }
}
