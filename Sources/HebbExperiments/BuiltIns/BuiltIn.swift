import HebbSupport

/// An experiment that comes with Hebb, as the commented YAML file that `hebb spec NAME` prints.
public struct BuiltIn: Sendable, Equatable {
  public let name: String
  /// The file's text, comments included.
  public let yaml: String

  /// Every built-in experiment, the one to begin with first.
  public static let all: [BuiltIn] = [
    BuiltIn(name: "hebbian-cnn", yaml: hebbianCNN),
    BuiltIn(name: "hebbian-cnn-pruned", yaml: hebbianCNNPruned),
    BuiltIn(name: "hebbnet", yaml: hebbNet),
    BuiltIn(name: "hebbnet-fast", yaml: hebbNetFast),
    BuiltIn(name: "krotov-hopfield", yaml: krotovHopfield),
    BuiltIn(name: "softhebb", yaml: softHebb),
    BuiltIn(name: "bcm-cnn", yaml: bcmCNN),
  ]

  /// - Throws: `Problem` with the nearest name and the list of all.
  public static func named(_ name: String) throws -> BuiltIn {
    if let match = all.first(where: { $0.name == name }) { return match }
    let guess = NearestName.of(name, among: all.map(\.name)).map { "Did you mean “\($0)”? " } ?? ""
    throw Problem("there is no built-in experiment “\(name)”", advice: guess + "Built-in experiments: \(nameList).")
  }

  public func specification() throws -> ExperimentSpecification {
    try ExperimentSpecification(yaml: yaml, source: name)
  }

  static var nameList: String { all.map(\.name).joined(separator: ", ") }
}
