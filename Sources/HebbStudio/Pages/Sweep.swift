import Foundation
import HebbSupport
import HebbSweeps

/// A search for the best settings, as its page shows it.
struct Sweep: Encodable, Sendable, Equatable {
  struct Trial: Encodable, Sendable, Equatable {
    let number: Int
    /// Settings that were tried: numbers and texts.
    let parameters: [String: SettingValue]
    let status: String
    /// Of the metric, the mean over seeds; nil before there is one.
    let value: Double?
    let standardError: Double?
    /// Why it failed.
    let problem: String?
    /// Its runs in the store, one for each seed.
    let runs: [String]
    /// How much of its training is behind it, from 0 to 1.
    let fraction: Double
  }

  struct Importance: Encodable, Sendable, Equatable {
    let key: String
    /// The share of the metric's variation that the setting explains, from 0 to 1.
    let value: Double
  }

  /// How a parameter's values are drawn: numbers along a line, or what was listed side by side.
  enum Scale: String, Encodable, Sendable {
    case linear, logarithmic, list
  }

  enum Goal: String, Encodable, Sendable {
    case maximize, minimize
  }

  let name: String
  let status: String
  let metric: String
  let goal: Goal
  let trials: [Trial]
  let importance: [Importance]
  /// By parameter.
  let scales: [String: Scale]

  static let file = "sweep.json"

  /// - Returns: nil if the folder holds no sweep that can be read.
  init?(_ folder: String, in store: SealedFolder) {
    // Its reader follows links.
    let files = SweepFolder(store.url.appendingPathComponent(folder, isDirectory: true))
    guard store.holdsFile("\(folder)/\(Self.file)"), store.holdsFile("\(folder)/state.json"),
      let sweep = try? SweepSummary(files), let definition = try? files.loadDefinition()
    else { return nil }
    (name, status, metric) = (sweep.name, sweep.status.rawValue, sweep.metric)
    goal = sweep.goal == .max ? .maximize : .minimize
    trials = sweep.trials.map { Trial($0, in: folder) }
    importance = sweep.importance.compactMap { entry in entry.value.map { Importance(key: entry.key, value: $0) } }
    scales = Dictionary(definition.parameters.map { ($0.key, Scale($0.domain)) }) { first, _ in first }
  }
}

extension Sweep.Scale {
  init(_ domain: SweepParameter.Domain) {
    switch domain {
    case .grid, .choice: self = .list
    case .uniform, .integer: self = .linear
    case .logarithmic: self = .logarithmic
    }
  }
}

extension Sweep.Trial {
  init(_ trial: SweepSummary.Trial, in folder: String) {
    (number, status, problem, fraction) = (trial.number, trial.status.rawValue, trial.problem, trial.fraction)
    (value, standardError) = (trial.value, trial.standardError)
    parameters = trial.parameters.mapValues(SettingValue.init)
    runs = trial.runs.map { "\(folder)/\($0)" }
  }
}

/// A setting's value.
enum SettingValue: Encodable, Sendable, Equatable {
  case number(Double)
  case text(String)

  init(_ text: String) {
    if let number = Double(text), number.isFinite { self = .number(number) } else { self = .text(text) }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    }
  }
}
