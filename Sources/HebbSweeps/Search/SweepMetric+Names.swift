import HebbExperiments
import HebbSupport

extension SweepMetric {
  /// Checks the name before anything is trained, if it is an accuracy: the others are known when a run has them.
  ///
  /// - Parameter paths: what is varied.
  /// - Throws: `Problem`, with the nearest name, if no run will have such a number.
  func check(for experiment: ExperimentFile, varying paths: [String]) throws {
    // With other read-outs, or another number of layers, there are other accuracies.
    let isKnown = !paths.contains { $0 == "layers" || $0.hasPrefix("readout") }
    guard key.hasPrefix("accuracy."), isKnown else { return }
    let names = Self.accuracies(of: experiment)
    guard !names.contains(key) else { return }
    throw absence(among: names, what: "no run of this experiment has a number “\(key)”")
  }

  /// The accuracies that runs will have; for sequences what there is in place of them.
  private static func accuracies(of experiment: ExperimentFile) -> [String] {
    guard case .images(let specification) = experiment else { return ["last.validation", "testAccuracy", "testBits"] }
    let readout = specification.readout
    let part: String? =
      if readout.together != nil {
        nil
      } else if readout.kind == .ridge {
        "Quadrants"
      } else {
        readout.layers == .all ? "Output" : nil
      }
    let inner = part.map { part in specification.layers.indices.dropLast().map { "accuracy.layer\($0 + 1)\(part)" } }
    return (inner ?? []) + ["accuracy.output"]
  }

  /// What is wrong with the name, and which of the names that there are come near to it.
  func absence(among names: [String], what: String) -> Problem {
    let guess = NearestName.of(key, among: names).map { "Did you mean “\($0)”? " } ?? ""
    func section(_ name: String) -> Substring { name.prefix { $0 != "." } }
    let near = names.filter { section($0) == section(key) }
    return Problem(
      what, at: "--metric", advice: guess + "There are \((near.isEmpty ? names : near).joined(separator: ", ")).")
  }
}
