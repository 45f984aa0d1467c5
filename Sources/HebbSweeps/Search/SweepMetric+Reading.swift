import Foundation
import HebbExperiments
import HebbSupport

extension SweepMetric {
  /// A run does not know the number by its name at all.
  struct Unknown: Error {
    let problem: Problem
  }

  /// The number that a run has reached so far.
  ///
  /// - Parameter fraction: how much of its training the run has behind it.
  /// - Throws: `Unknown`, with the nearest name, if the run has no such number; `Problem` if it is there but empty.
  func value(in folder: RunFolder, after fraction: Double) throws -> Double {
    let entries = RunNumbers(of: folder)?.byPath ?? [:]
    guard let entry = entries[key] else {
      let part = fraction < 1 ? String(format: " after %.3g %% of its training", 100 * fraction) : ""
      let names = entries.filter { $0.value != nil }.keys.sorted()
      throw Unknown(problem: absence(among: names, what: "a run has no number “\(key)”\(part)"))
    }
    guard let value = entry else {
      throw Problem(
        "“\(key)” of this run is empty", at: "--metric",
        advice: "It was not measured, or came out as no finite number.")
    }
    return value
  }
}
