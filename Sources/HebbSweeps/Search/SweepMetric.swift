import Foundation
public import HebbExperiments
import HebbSupport

/// The number that trials are compared by.
public struct SweepMetric: Sendable, Codable, Equatable {
  public enum Goal: String, Sendable, Codable, CaseIterable {
    case max, min
  }

  /// The path of a number in `run.json` (`accuracy.output`), or in the last line of `metrics.jsonl` (`last.validation`).
  public var key: String
  public var goal: Goal

  public init(_ key: String, _ goal: Goal) { (self.key, self.goal) = (key, goal) }

  /// What trials of an experiment are compared by unless the user says otherwise.
  public static func standard(for experiment: ExperimentFile) -> SweepMetric {
    switch experiment {
    case .images: SweepMetric("accuracy.output", .max)
    case .sequences: SweepMetric("last.validation", .min)
    }
  }

  /// Whether the first value is better.
  public func prefers(_ first: Double, to second: Double) -> Bool { goal == .max ? first > second : first < second }

  /// The number that a run has reached so far.
  ///
  /// - Throws: `Problem`, with the nearest name, if the run has no such number.
  func value(in folder: RunFolder) throws -> Double {
    let numbers = Self.numbers(in: folder)
    if let value = numbers[key] { return value }
    let guess = NearestName.of(key, among: numbers.keys.sorted()).map { "Did you mean “\($0)”? " } ?? ""
    throw Problem(
      "the run has no number “\(key)”", at: "--metric",
      advice: guess + "There are \(numbers.keys.sorted().joined(separator: ", ")).")
  }

  /// Every number of a run by its path.
  private static func numbers(in folder: RunFolder) -> [String: Double] {
    var numbers: [String: Double] = [:]
    func collect(_ value: Any, _ path: String) {
      func inner(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
      if let object = value as? [String: Any] {
        for (key, value) in object { collect(value, inner(key)) }
      } else if let list = value as? [Any] {
        for (index, value) in list.enumerated() { collect(value, inner("\(index)")) }
      } else if let number = value as? NSNumber {
        numbers[path] = number.doubleValue
      }
    }
    if let data = try? Data(contentsOf: folder.record), let record = try? JSONSerialization.jsonObject(with: data) {
      collect(record, "")
    }
    if let text = try? String(contentsOf: folder.metrics, encoding: .utf8), let line = text.split(separator: "\n").last,
      let last = try? JSONSerialization.jsonObject(with: Data(line.utf8))
    {
      collect(last, "last")
    }
    return numbers
  }
}
