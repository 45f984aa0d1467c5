public import HebbSupport

/// A part of a layer that YAML can name: a learning rule, a stage of the competition, a homeostasis, a constraint.
///
/// A part without parameters need only give its name.
public protocol NamedPart: Sendable {
  /// How files and the command line call it: "krotovHopfield".
  static var name: String { get }
  /// Other names that the literature has for it, accepted wherever its name is; none by default.
  static var aliases: [String] { get }
  static var parameters: [Parameter] { get }
  /// - Throws: `Problem` for values that only make sense together.
  init(_ parameters: ParameterValues) throws(Problem)
  /// The parameters as they are: `init` with these gives an equal part.
  var values: [String: ParameterValue] { get }
}

extension NamedPart {
  public static var aliases: [String] { [] }
  public static var parameters: [Parameter] { [] }
  public var values: [String: ParameterValue] { [:] }

  /// The part with some parameters given and all others at their defaults.
  ///
  /// - Throws: `Problem` whose place is the parameter's name.
  public init(given: [String: ParameterValue]) throws(Problem) {
    try self.init(ParameterValues(given, for: Self.parameters, of: Self.name))
  }

  /// Whether two parts are of one kind and have equal parameters.
  public func isEqual(to other: any NamedPart) -> Bool {
    Self.name == type(of: other).name && values == other.values
  }
}

/// The parts of one kind, by name.
public struct PartCatalog<Part>: Sendable {
  /// What an entry is called in errors: "learning rule".
  public let kind: String
  public let types: [any NamedPart.Type]

  /// Precondition: all types are of the kind that the catalog makes.
  public init(kind: String, types: [any NamedPart.Type]) { (self.kind, self.types) = (kind, types) }

  public var names: [String] { types.map { $0.name } }

  /// The part that a name or an alias stands for; nil for an unknown name.
  public func type(named name: String) -> (any NamedPart.Type)? {
    types.first { $0.name == name || $0.aliases.contains(name) }
  }

  /// - Throws: `Problem` for an unknown name (with the nearest, and all), or parameters that are wrong.
  public func make(_ name: String, _ given: [String: ParameterValue] = [:]) throws(Problem) -> Part {
    guard let type = type(named: name) else {
      let guess =
        NearestName.of(name, among: names + types.flatMap { $0.aliases }).map { "Did you mean “\($0)”? " } ?? ""
      throw Problem(
        "there is no \(kind) “\(name)”", advice: guess + "There are \(names.joined(separator: ", ")).")
    }
    guard let part = try type.init(given: given) as? Part else {
      preconditionFailure("“\(name)” is not a \(kind)")
    }
    return part
  }
}
