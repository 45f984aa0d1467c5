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
    let entries = Self.entries(of: folder)
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

  /// Every number of a run by its path, nil for those that are empty.
  private static func entries(of folder: RunFolder) -> [String: Double?] {
    var entries: [String: Double?] = [:]
    func collect(_ value: Any, _ path: String) {
      func inner(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
      if let object = value as? [String: Any] {
        for (key, value) in object { collect(value, inner(key)) }
      } else if let list = value as? [Any] {
        for (index, value) in list.enumerated() { collect(value, inner("\(index)")) }
      } else if let number = value as? NSNumber {
        entries.updateValue(number.doubleValue, forKey: path)
      } else if value is NSNull {
        entries.updateValue(nil, forKey: path)
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
    return entries
  }
}
