extension ExperimentSpecification {
  /// A copy with some values replaced, as `--set` does: `["layers.0.channels=64", "input.whitening=none"]`.
  ///
  /// Key paths are those of the YAML file, with the entries of a list counted from 0; values are YAML. Later
  /// assignments win, and everything is validated again when all have been made.
  ///
  /// - Throws: `Problem` whose place is the assignment, for a path, key or value that is wrong.
  public func setting(_ assignments: [String]) throws -> ExperimentSpecification {
    guard !assignments.isEmpty, var document = try DocumentNode(yaml: yaml, origin: { _ in .memory }) else {
      return self
    }
    let parsed = try assignments.map { try Assignment($0) }
    // The keys of one kind of read-out mean nothing to another: a kind comes first, and with its own defaults.
    for assignment in parsed where assignment.path == Self.readoutKind {
      if !document.holds(assignment) { try document.apply(assignment.replacingParent) }
    }
    for assignment in parsed where assignment.path != Self.readoutKind { try document.apply(assignment) }
    return try ExperimentSpecification(document)
  }

  private static let readoutKind = [SpecificationKey.readout.rawValue, ReadoutKey.kind.rawValue]
}
