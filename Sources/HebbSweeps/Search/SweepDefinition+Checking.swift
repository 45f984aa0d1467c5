public import HebbExperiments
import HebbSupport

extension SweepDefinition {
  /// Trials that are tried before a value is said to be impossible.
  private static let mostAttempts = 50

  /// Checks every key and value before anything is trained, by making the changes to the experiment; and the number that
  /// trials are compared by, as far as it is known by then which numbers there will be.
  ///
  /// A value that does not fit the experiment as it is may fit together with others; then it is no mistake. What is
  /// impossible in some combinations only is found when these are trained: they are trials that failed.
  ///
  /// - Throws: `Problem` whose place is the option, for a key, value or number that is wrong.
  public func check(_ experiment: ExperimentFile) throws {
    try metric.check(for: experiment, varying: parameters.flatMap { try $0.paths(in: experiment) })
    for parameter in parameters {
      for value in parameter.samples {
        do {
          _ = try experiment.setting([(parameter.key, value)])
        } catch let problem as Problem {
          if isPossible(parameter, value, experiment) { continue }
          throw Problem(
            problem.what, at: "\(parameter.option) \(parameter.key)=\(value)", advice: problem.advice)
        }
      }
    }
  }

  private func isPossible(_ parameter: SweepParameter, _ value: String, _ experiment: ExperimentFile) -> Bool {
    let having = (0..<trials).lazy.map { values(of: $0) }.filter { values in
      values.contains { $0.key == parameter.key && $0.value == value }
    }
    return having.prefix(Self.mostAttempts).contains { (try? experiment.setting($0)) != nil }
  }
}
